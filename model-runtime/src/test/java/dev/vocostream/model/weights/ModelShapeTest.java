package dev.vocostream.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.DType;
import dev.vocostream.model.config.DecoderConfig;
import dev.vocostream.model.config.VocoLlamaConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModelShapeTest {
  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource("names")
  void becomesAConfigurationThatSaysTheSame(String name) throws IOException {
    ModelShape shape = ModelShape.named(name);

    new UntrainedCheckpoint(shape, DType.BF16).writePapers(directory);

    VocoLlamaConfig config = VocoLlamaConfig.read(directory);
    DecoderConfig decoder = config.decoder();
    assertThat(config.name()).isEqualTo("voco-" + name + "-untrained");
    assertThat(config.tokens().vocoTokens()).isEqualTo(2);
    int voco = config.tokens().voco(); // as many as there were pieces to learn from the text
    assertThat(voco).isBetween(500, shape.pieces()).isLessThan(decoder.vocabSize());
    assertThat(decoder.vocabSize()).isEqualTo(shape.rows(voco + 1));
    assertThat(decoder.ropeTheta()).isEqualTo(shape.decoder().ropeTheta());
    assertThat(decoder.kvHeads()).isEqualTo(shape.decoder().kvHeads());
    assertThat(decoder.headDim() * decoder.heads()).isEqualTo(shape.decoder().hidden());
    assertThat(decoder.queryKeyValueBias()).isFalse();
    assertThat(config.vision().patches()).isEqualTo(shape.vision().image() == 96 ? 36 : 576);
    assertThat(Files.readString(directory.resolve("config.json"))).contains("\"bfloat16\"");
  }

  /**
   * Tower and projector as the reference's files have them; decoders as the published ones, with
   * one row more in embedding and head.
   */
  @ParameterizedTest
  @CsvSource({
    "7b, 6738423808, 303507456, 20979712",
    "13b, 13015874560, 303507456, 31467520",
    "1.1b, 1100052480, 303507456, 6295552",
    "8b-gqa, 8030269440, 303507456, 20979712"
  })
  void hasTheParametersOfTheModelItIsNamedAfter(
      String name, long decoder, long tower, long projector) {
    Map<String, long[]> tensors = tensors(name);

    assertThat(parameters(tensors, tensor -> tensor.contains("vision_tower"))).isEqualTo(tower);
    assertThat(parameters(tensors, tensor -> tensor.contains("projector"))).isEqualTo(projector);
    assertThat(parameters(tensors, tensor -> true)).isEqualTo(decoder + tower + projector);
  }

  @ParameterizedTest
  @MethodSource("names")
  void foreseesTheSizeOfItsFile(String name) {
    UntrainedTensors tensors = new UntrainedTensors(ModelShape.named(name), 501);
    long parameters = parameters(tensors.shapes(), tensor -> true);

    assertThat(tensors.bytes(DType.BF16)).isBetween(2 * parameters, 2 * parameters + 200_000);
    assertThat(tensors.bytes(DType.FP32)).isBetween(4 * parameters, 4 * parameters + 200_000);
  }

  @Test
  void isRefusedByAnyOtherName() {
    assertThatThrownBy(() -> ModelShape.named("70b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the shape must be one of tiny, world, mid, 1.1b, 7b, 8b-gqa, 13b, was '70b'");
  }

  @Test
  void needsARowForEveryToken() {
    ModelShape tiny = ModelShape.TINY;
    ModelShape narrow =
        new ModelShape("narrow", tiny.decoder(), tiny.vision(), tiny.vocoTokens(), 500, 400);

    assertThatThrownBy(() -> new UntrainedTensors(narrow, 501))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("vocabRows must be 0 or at least 501");
  }

  private static List<String> names() {
    return List.copyOf(ModelShape.known().keySet());
  }

  private static Map<String, long[]> tensors(String name) {
    return new UntrainedTensors(ModelShape.named(name), 501).shapes();
  }

  private static long parameters(Map<String, long[]> tensors, Predicate<String> which) {
    return tensors.entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .mapToLong(entry -> Arrays.stream(entry.getValue()).reduce(1, Math::multiplyExact))
        .sum();
  }
}
