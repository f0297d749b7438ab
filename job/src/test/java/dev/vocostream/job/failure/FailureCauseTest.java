package dev.vocostream.job.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.InsufficientMemoryException;
import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.SerializedThrowable;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rocksdb.RocksDBException;

class FailureCauseTest {
  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of("gpu", new RuntimeException("CUDA error: an illegal memory access")),
        Arguments.of("gpu", new InsufficientMemoryException("needs 14 GB")),
        Arguments.of("disk", new IOException("No space left on device")),
        Arguments.of("disk", new RocksDBException("Corruption: block checksum mismatch")),
        Arguments.of("broker", new TimeoutException("Topic voco.answers not present")),
        Arguments.of("model", new InvalidCheckpointException("model.safetensors: too short")),
        Arguments.of("worker", new IOException("Connection reset by peer")),
        Arguments.of("other", new IllegalStateException("a slip of ours")));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void namesWhatIsToBeLookedAt(String label, Throwable failure) {
    assertThat(FailureCause.of(failure).label()).isEqualTo(label);
    assertThat(FailureCause.of(new FlinkRuntimeException("a task failed", failure)).label())
        .isEqualTo(label);
    assertThat(FailureCause.of(new SerializedThrowable(failure)).label())
        .as("of a class that is not there")
        .isEqualTo(label);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void theInnermostCauseCounts(String label, Throwable failure) {
    Throwable outer =
        new FlinkRuntimeException("Exceeded checkpoint tolerable failure threshold.", failure);
    assertThat(FailureCause.of(outer).label())
        .isEqualTo(label.equals("other") ? "checkpoint" : label);
  }
}
