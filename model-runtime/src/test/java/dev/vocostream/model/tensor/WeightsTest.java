package dev.vocostream.model.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.Compute;
import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.weights.WeightFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsTest {
  private static final Backend BACKEND = new Backend(Compute.cpu());

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"F16, 3E00, C000", "BF16, 3FC0, C000"})
  void widensHalfPrecisionTo32Bits(String dtype, String oneAndAHalf, String minusTwo)
      throws IOException {
    short[] values = {
      (short) Integer.parseInt(oneAndAHalf, 16), (short) Integer.parseInt(minusTwo, 16)
    };
    byte[] header =
        "{\"w\":{\"dtype\":\"%s\",\"shape\":[2],\"data_offsets\":[0,4]}}"
            .formatted(dtype)
            .getBytes(StandardCharsets.US_ASCII);
    ByteBuffer file = ByteBuffer.allocate(8 + header.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(header.length).put(header).putShort(values[0]).putShort(values[1]);
    Files.write(directory.resolve(WeightFile.NAME), file.array());

    try (Weights weights = Weights.open(directory, BACKEND)) {
      assertThat(Tensors.toFloats(weights.tensor("w", 2))).containsExactly(1.5f, -2f);
    }
  }

  @Test
  void namesTheTensorWhoseShapeIsAnother() {
    try (Weights weights = Weights.open(Checkpoints.tiny(), BACKEND)) {
      assertThatThrownBy(() -> weights.tensor("model.norm.weight", 64))
          .isInstanceOf(InvalidCheckpointException.class)
          .hasMessageContaining("tensor 'model.norm.weight' must have shape [64]")
          .hasMessageContaining("has [128]");
      assertThatThrownBy(() -> weights.tensor("model.layers.9.mlp.up_proj.weight", 1, 1))
          .isInstanceOf(InvalidCheckpointException.class)
          .hasMessageContaining("tensor 'model.layers.9.mlp.up_proj.weight' is missing");
    }
  }

  @Test
  void freesAllItHandedOut() {
    Weights.open(Checkpoints.tiny(), BACKEND).close();
    long before = Pointer.totalCount();

    try (Weights weights = Weights.open(Checkpoints.tiny(), BACKEND)) {
      weights.tensor("model.norm.weight", 128);
      assertThat(weights.count()).isOne();
      assertThat(Pointer.totalCount()).isEqualTo(before + 1);
    }

    assertThat(Pointer.totalCount()).isEqualTo(before);
  }
}
