package dev.vocostream.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.serving.CheckpointSource;
import dev.vocostream.model.serving.ModelSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.junit.jupiter.api.Test;

class AssignedGpuTest {
  /** As Flink's GPU driver gives it. */
  private record Gpu(String index) implements ExternalResourceInfo {
    @Override
    public Optional<String> getProperty(String key) {
      return key.equals("index") ? Optional.of(index) : Optional.empty();
    }

    @Override
    public Collection<String> getKeys() {
      return List.of("index");
    }
  }

  @Test
  void whatMayBeOnAnyGpuIsOnTheFirstThatTheTaskManagerHas() {
    assertThat(device("cuda", "3")).isEqualTo("cuda:3");
    assertThat(device("cuda", "10", "2")).isEqualTo("cuda:2");
  }

  @Test
  void whatSaysItsDeviceKeepsIt() {
    assertThat(device("cpu", "3")).isEqualTo("cpu");
    assertThat(device("cuda:1", "3")).isEqualTo("cuda:1");
  }

  @Test
  void withoutTheResourceTheConfigurationHolds() {
    assertThat(device("cuda")).isEqualTo("cuda");
    assertThat(device("cpu")).isEqualTo("cpu");
  }

  @Test
  void aGpuWithoutANumberIsRefusedWithWhatToDo() {
    assertThatThrownBy(() -> device("cuda", "GPU-5a8d"))
        .hasMessageContaining("gave 'GPU-5a8d'")
        .hasMessageContaining("CUDA_VISIBLE_DEVICES");
  }

  private static String device(String configured, String... gpus) {
    CheckpointSource source =
        new CheckpointSource("model", DType.FP16, new Compute(configured, DType.FP32, 1));
    ModelSource assigned =
        AssignedGpu.of(source, Arrays.stream(gpus).map(Gpu::new).collect(Collectors.toSet()));
    return ((CheckpointSource) assigned).compute().device();
  }
}
