package dev.vocostream.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrownTensorsTest {
  /** Row 99 begins in a file's first part of 2^18 elements and ends in the second. */
  private static final int WIDTH = 2625;

  private static final int ROWS = 99;
  private static final String EMBEDDING = TensorNames.EMBEDDING;

  @TempDir Path directory;

  @Test
  void drawsARowThatTwoPartsShareAndKeepsTheOthers() throws IOException {
    store(ROWS);

    FloatBuffer grown = grow(ROWS, true);

    float[] drawn = new float[WIDTH];
    new SeededValues(3).normal(EMBEDDING + " row " + ROWS, 0, drawn, 0.02);
    assertThat(grown.slice(ROWS * WIDTH, WIDTH)).isEqualTo(FloatBuffer.wrap(drawn));
    assertThat(grown.slice(0, ROWS * WIDTH)).isEqualTo(FloatBuffer.wrap(numbers(ROWS)));
  }

  @Test
  void drawsARowInTheMiddleAndKeepsThoseAround() throws IOException {
    store(ROWS);

    FloatBuffer grown = grow(50, true);

    int behind = 51 * WIDTH;
    assertThat(grown.remaining()).isEqualTo(ROWS * WIDTH);
    assertThat(grown.slice(0, 50 * WIDTH)).isEqualTo(FloatBuffer.wrap(numbers(50)));
    assertThat(grown.slice(50 * WIDTH, WIDTH).get(0)).isBetween(-0.2f, 0.2f);
    assertThat(grown.slice(behind, ROWS * WIDTH - behind))
        .isEqualTo(FloatBuffer.wrap(numbers(ROWS), behind, ROWS * WIDTH - behind).slice());
  }

  @Test
  void needsAHeadUnlessItIsTheEmbedding() throws IOException {
    store(2);

    assertThatThrownBy(() -> grow(2, false))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("tensor 'lm_head.weight' is missing");
  }

  private void store(int rows) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    writer.declare(EMBEDDING, rows, WIDTH);
    writer.write(directory.resolve(WeightFile.NAME), name -> numbers(rows));
  }

  /** From 1 on, so that none is like one that is drawn. */
  private static float[] numbers(int rows) {
    float[] numbers = new float[rows * WIDTH];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i + 1;
    }
    return numbers;
  }

  private FloatBuffer grow(int row, boolean tied) throws IOException {
    Path file = directory.resolve("grown.safetensors");
    try (Checkpoint from = Checkpoint.open(directory)) {
      new GrownTensors(from, row, tied).write(file, 3);
    }
    try (SafetensorsFile grown = SafetensorsFile.open(file)) {
      TensorInfo info = grown.info(EMBEDDING);
      return grown.map(info, 0, (int) (info.end() - info.begin())).asFloatBuffer();
    }
  }
}
