package dev.vocostream.model.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.model.DType;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.vision.SquarePictures;
import java.util.Arrays;
import java.util.Base64;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** From a picture to what is remembered of it, every stage beside Pillow's and Hugging Face's. */
@ParameterizedClass
@MethodSource("dev.vocostream.model.parity.ParityCase#all")
class FrameParityTest {
  /** Eight digits are written down, and the last one is rounded. */
  private static final double WRITTEN = 1e-7;

  private final ParityCase checkpoint;
  private PointerScope scope;

  FrameParityTest(ParityCase checkpoint) {
    this.checkpoint = checkpoint;
  }

  @BeforeEach
  void open() {
    scope = new PointerScope();
  }

  @AfterEach
  void free() {
    scope.close();
  }

  @AfterAll
  static void writeTable() {
    Differences.write();
  }

  @Test
  void resizesThePictureBitForBit() {
    byte[] expected =
        Base64.getDecoder().decode(checkpoint.golden.required("picture_rgb").asText());

    assertThat(SquarePictures.of(checkpoint.picture(0), checkpoint.model.preprocessor))
        .isEqualTo(expected);
    assertThat(SquarePictures.of(checkpoint.picture(1), checkpoint.model.preprocessor))
        .isNotEqualTo(expected);
  }

  @Test
  void normalisesItsPixels() {
    float[] pixels = checkpoint.model.preprocessor.pixels(checkpoint.picture(0));

    checkpoint.assertSame("pixels", checkpoint.tensor("pixels"), pixels);
    assertThat(checkpoint.tensor("pixels").difference(pixels)).isLessThan(WRITTEN);
  }

  @Test
  void seesTheSameFeatures() {
    GoldenTensor expected = checkpoint.tensor("features");

    checkpoint.assertSame("features", expected, Tensors.toFloats(features(0)));
    checkpoint.assertDiffers(expected, Tensors.toFloats(features(1)));
  }

  @Test
  void projectsThemToTheSameRows() {
    GoldenTensor expected = checkpoint.tensor("vision");

    checkpoint.assertSame("projector output", expected, vision(0));
    checkpoint.assertDiffers(expected, vision(1));
  }

  @Test
  void keepsTheKeysAndValuesThatOnePassGivesTheVocoRows() {
    float[] kept = kept(0);
    float[] other = kept(1);
    JsonNode keys = checkpoint.golden.required("keys");
    JsonNode values = checkpoint.golden.required("values");
    assertThat(keys).hasSize(checkpoint.model.config.decoder().layers());

    for (int layer = 0; layer < keys.size(); layer++) {
      GoldenTensor key = new GoldenTensor(keys.required(layer));
      GoldenTensor value = new GoldenTensor(values.required(layer));
      checkpoint.assertSame("K before rotation", key, byHead(kept, layer, 0));
      checkpoint.assertSame("V", value, byHead(kept, layer, 1));
      checkpoint.assertDiffers(value, byHead(kept, layer, 0));
    }
    // below the first layer, VoCo rows have not looked at the frame yet
    int last = keys.size() - 1;
    checkpoint.assertDiffers(new GoldenTensor(keys.required(last)), byHead(other, last, 0));
    checkpoint.assertDiffers(new GoldenTensor(values.required(last)), byHead(other, last, 1));
  }

  private Tensor features(int frame) {
    return checkpoint.model.tower.forward(checkpoint.model.pixels(checkpoint.picture(frame)));
  }

  private float[] vision(int frame) {
    return Tensors.toFloats(checkpoint.model.projector.forward(features(frame)));
  }

  /** As a frame is stored: [k, layers, 2, Hkv, d] */
  private float[] kept(int frame) {
    var stored = checkpoint.frames(frame).get(0);
    var decoder = checkpoint.model.config.decoder();
    return Tensors.toFloats(
        Tensors.ofBytes(
            stored.bytes(),
            DType.FP32,
            stored.tokens(),
            decoder.layers(),
            2,
            decoder.kvHeads(),
            decoder.headDim()));
  }

  /** K or V of a layer, all of the first head, then the next: [Hkv * k, d] */
  private float[] byHead(float[] kept, int layer, int keyOrValue) {
    var decoder = checkpoint.model.config.decoder();
    int d = decoder.headDim();
    int heads = decoder.kvHeads();
    int k = checkpoint.k();
    float[] ordered = new float[heads * k * d];
    for (int token = 0; token < k; token++) {
      for (int head = 0; head < heads; head++) {
        int from = ((((token * decoder.layers() + layer) * 2) + keyOrValue) * heads + head) * d;
        float[] vector = Arrays.copyOfRange(kept, from, from + d);
        System.arraycopy(vector, 0, ordered, (head * k + token) * d, d);
      }
    }
    return ordered;
  }
}
