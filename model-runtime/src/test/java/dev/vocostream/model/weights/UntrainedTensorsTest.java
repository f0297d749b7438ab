package dev.vocostream.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.config.VocoLlamaConfig;
import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A shape with tensors so large that they are drawn by the cheaper rule and written in parts. */
class UntrainedTensorsTest {
  private static final int HIDDEN = 128;
  private static final int ROWS = 5000;
  private static final int TOKENS = 501;
  private static final int WIDTH = 4096;
  private static final String UP = "model.layers.1.mlp.up_proj.weight";

  /** On every machine. */
  private static final String FINGERPRINT = "75435517683a31ba";

  private static final ModelShape WIDE =
      new ModelShape(
          "wide",
          new ModelShape.Decoder(HIDDEN, WIDTH, 2, 4, 2, 512, 500000, true),
          new ModelShape.Vision(32, 16, 64, 128, 2, 4),
          2,
          TOKENS - 1,
          ROWS);

  @TempDir Path directory;

  private Path model;

  @BeforeEach
  void write() throws IOException {
    model = directory.resolve("model");
    UntrainedCheckpoint.write(model, 7, WIDE);
  }

  @Test
  void areTheSameOnEveryMachineAndForAnyNumberOfThreads() {
    assertThat(Fingerprint.of(model, "any")).isEqualTo(FINGERPRINT);
  }

  @Test
  void haveTheDeviationThatTheirInputsAskFor() {
    assertDeviation("model.layers.1.mlp.down_proj.weight", 1 / Math.sqrt(WIDTH), HIDDEN, WIDTH);
    assertDeviation(UP, 1 / Math.sqrt(HIDDEN), WIDTH, HIDDEN);
    assertDeviation(
        "model.layers.1.self_attn.q_proj.weight", 1 / Math.sqrt(HIDDEN), HIDDEN, HIDDEN);
  }

  @Test
  void differFromTensorToTensorAndFromPartToPart() {
    float[] up = floats(model, UP, WIDTH, HIDDEN);
    float[] gate = floats(model, "model.layers.1.mlp.gate_proj.weight", WIDTH, HIDDEN);

    assertThat(equal(up, up, 0)).isEqualTo(100_000);
    assertThat(equal(up, gate, 0)).isLessThan(100);
    assertThat(equal(up, up, 1 << 18)).isLessThan(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.embed_tokens.weight", "lm_head.weight"})
  void areZeroInRowsThatBelongToNoToken(String name) {
    float[] rows = floats(model, name, ROWS, HIDDEN);

    assertThat(zeros(rows, 0, TOKENS * HIDDEN)).isLessThan(10);
    assertThat(zeros(rows, TOKENS * HIDDEN, rows.length)).isEqualTo((ROWS - TOKENS) * HIDDEN);
  }

  private static int zeros(float[] values, int from, int to) {
    int zeros = 0;
    for (int i = from; i < to; i++) {
      zeros += values[i] == 0 ? 1 : 0;
    }
    return zeros;
  }

  @Test
  void areAModelThatAnswers() {
    VocoLlamaConfig config = VocoLlamaConfig.read(model);
    assertThat(config.decoder().queryKeyValueBias()).isTrue();
    assertThat(config.decoder().outputBias()).isFalse();
    assertThat(config.decoder().vocabSize()).isEqualTo(ROWS);

    try (VocoLlama loaded = VocoLlama.load(model, DType.FP32)) {
      Prompt prompt = new Prompt("Is it open?", List.of(), Prompt.Form.TEXT, 24);
      String text =
          loaded.answer(prompt, loaded.compress(List.of(Checkpoints.picture(1, 32, 32)))).text();

      assertThat(text).isNotBlank();
    }
  }

  /** Half a step of the last bit: there are 8 and 11, one of them not written down. */
  @ParameterizedTest
  @CsvSource({"BF16, bfloat16, 0x1p-8", "FP16, float16, 0x1p-11"})
  void areReadableInFewerBits(DType dtype, String torchName, double error) throws IOException {
    Path narrow = directory.resolve("narrow");

    UntrainedCheckpoint.write(narrow, 7, WIDE, dtype);

    assertThat(narrow.resolve("config.json")).content().contains("\"" + torchName + "\"");
    float[] exact = floats(model, UP, WIDTH, HIDDEN);
    float[] rounded = floats(narrow, UP, WIDTH, HIDDEN);
    double largest = 0;
    int changed = 0;
    for (int i = 0; i < exact.length; i++) {
      largest = Math.max(largest, Math.abs(rounded[i] - exact[i]) / (Math.abs(exact[i]) + 1e-4));
      changed += rounded[i] == exact[i] ? 0 : 1;
    }
    assertThat(largest).isLessThanOrEqualTo(error);
    assertThat(changed).isGreaterThan(exact.length / 2);
  }

  private void assertDeviation(String name, double deviation, long... shape) {
    float[] values = floats(model, name, shape);
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }

    assertThat(sum / values.length).isCloseTo(0, within(deviation / 100));
    assertThat(Math.sqrt(squares / values.length)).isCloseTo(deviation, withinPercentage(1));
  }

  /** How many of two parts' first numbers are the same at the same place. */
  private static int equal(float[] a, float[] b, int from) {
    int equal = 0;
    for (int i = 0; i < 100_000; i++) {
      equal += a[i] == b[from + i] ? 1 : 0;
    }
    return equal;
  }

  private static float[] floats(Path checkpoint, String name, long... shape) {
    try (Weights weights = Weights.open(checkpoint, new Backend(Compute.cpu()))) {
      return Tensors.toFloats(weights.tensor(name, shape));
    }
  }
}
