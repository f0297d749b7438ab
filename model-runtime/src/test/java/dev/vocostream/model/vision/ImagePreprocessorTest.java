package dev.vocostream.model.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.model.Goldens;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.config.ImageConfig;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImagePreprocessorTest {
  private final ImagePreprocessor preprocessor = new ImagePreprocessor(clip(true));

  private static ImageConfig clip(boolean pad) {
    return clip(pad, 32);
  }

  private static ImageConfig clip(boolean pad, int size) {
    return new ImageConfig(
        size,
        List.of(0.48145466f, 0.4578275f, 0.40821073f),
        List.of(0.26862954f, 0.26130258f, 0.27577711f),
        pad);
  }

  static Iterable<JsonNode> pillow() {
    return Goldens.read("pillow.json");
  }

  static Iterable<JsonNode> square() {
    return Goldens.parity("square.json");
  }

  @ParameterizedTest
  @MethodSource("square")
  void cropsWhatTheLongEdgeHasTooMuchBitForBitLikePillow(JsonNode golden) {
    int width = golden.get("width").asInt();
    int height = golden.get("height").asInt();
    RgbImage picture = Goldens.picture(golden.get("seed").asInt(), width, height);
    ImagePreprocessor cropping = new ImagePreprocessor(clip(false, golden.get("size").asInt()));

    assertThat(cropping.resize(picture))
        .as("%d x %d", width, height)
        .isEqualTo(Base64.getDecoder().decode(golden.get("rgb").asText()));
  }

  @ParameterizedTest
  @MethodSource("square")
  void normalisesWhatIsCroppedLikeHuggingFace(JsonNode golden) {
    int size = golden.get("size").asInt();
    JsonNode tensor = golden.get("pixels"); // [3 size, size]
    int step = tensor.get("step").asInt();
    RgbImage picture =
        Goldens.picture(
            golden.get("seed").asInt(), golden.get("width").asInt(), golden.get("height").asInt());

    float[] pixels = new ImagePreprocessor(clip(false, size)).pixels(picture);

    assertThat(pixels).hasSize(3 * size * size);
    assertThat(tensor.get("rows")).isNotEmpty();
    for (int i = 0; i < tensor.get("rows").size(); i++) {
      float[] values = Goldens.floats(tensor.get("values").get(i));
      int row = tensor.get("rows").get(i).asInt();
      float[] ours = new float[values.length];
      for (int j = 0; j < ours.length; j++) {
        ours[j] = pixels[row * size + j * step];
      }
      assertThat(ours).as("row %d", row).containsExactly(values, within(1e-6f));
    }
  }

  @Test
  void needsNoMemoryForWhatIsCropped() {
    RgbImage thread = Goldens.picture(1, 1_000_000, 1);

    assertThat(new ImagePreprocessor(clip(false)).resize(thread)).hasSize(32 * 32 * 3);
  }

  @ParameterizedTest
  @MethodSource("pillow")
  void resizesAPictureOfAnySizeBitForBitLikePillow(JsonNode golden) {
    int width = golden.get("width").asInt();
    int height = golden.get("height").asInt();
    RgbImage picture = Goldens.picture(golden.get("seed").asInt(), width, height);

    assertThat(preprocessor.resize(picture))
        .as("%d x %d", width, height)
        .isEqualTo(Base64.getDecoder().decode(golden.get("rgb").asText()));
  }

  @Test
  void normalisesChannelByChannel() {
    byte[] rgb = new byte[32 * 32 * 3];
    rgb[0] = (byte) 255;
    rgb[3 * 33 + 2] = (byte) 128;

    float[] pixels = preprocessor.pixels(new RgbImage(32, 32, rgb));

    assertThat(pixels[0]).isCloseTo((1 - 0.48145466f) / 0.26862954f, within(1e-6f));
    assertThat(pixels[1]).isCloseTo((0 - 0.48145466f) / 0.26862954f, within(1e-6f));
    assertThat(pixels[2 * 32 * 32 + 33])
        .isCloseTo((128 / 255f - 0.40821073f) / 0.27577711f, within(1e-6f));
  }
}
