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
    return new ImageConfig(
        32,
        List.of(0.48145466f, 0.4578275f, 0.40821073f),
        List.of(0.26862954f, 0.26130258f, 0.27577711f),
        pad);
  }

  static Iterable<JsonNode> pillow() {
    return Goldens.read("pillow.json");
  }

  static Iterable<JsonNode> square() {
    return Goldens.read("square.json");
  }

  @ParameterizedTest
  @MethodSource("square")
  void cropsWhatTheLongEdgeHasTooMuchBitForBitLikePillow(JsonNode golden) {
    int width = golden.get("width").asInt();
    int height = golden.get("height").asInt();
    RgbImage picture = Goldens.picture(golden.get("seed").asInt(), width, height);

    assertThat(new ImagePreprocessor(clip(false)).resize(picture))
        .as("%d x %d", width, height)
        .isEqualTo(Base64.getDecoder().decode(golden.get("rgb").asText()));
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
