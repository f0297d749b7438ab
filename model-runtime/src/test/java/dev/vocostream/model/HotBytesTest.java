package dev.vocostream.model;

import static dev.vocostream.model.Checkpoints.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.Prompt.Form;
import dev.vocostream.model.config.VocoLlamaConfig;
import dev.vocostream.model.serving.MemoryNeed.Item;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How much stays on the device between questions, as it is told or as is usual. */
class HotBytesTest {
  private static final long MIB = 1 << 20;

  private final Path tiny = Checkpoints.tiny();
  private final VocoLlamaConfig config = VocoLlamaConfig.read(tiny);

  @Test
  void areAsManyAsWereAskedForAndAreSummedUp() {
    Compute told = new Compute("cuda:0", DType.FP16, 1, 7_000 * MIB);
    assertThat(LoadedCheckpoint.hotBytes(config, told, 80_000 * MIB)).isEqualTo(7_000 * MIB);
    assertThat(LoadedCheckpoint.need(config, told).items())
        .contains(new Item("hot windows", 7_000 * MIB));
    assertThatThrownBy(() -> new Compute("cpu", DType.FP32, 1, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void areHalfOfWhatAModelLeavesOfAGpuAndNeverLessThanOnACpu() {
    Compute gpu = new Compute("cuda:0", DType.FP16, 1);
    long rest = LoadedCheckpoint.need(config, gpu).bytes() - 512 * MIB;
    assertThat(LoadedCheckpoint.hotBytes(config, gpu, rest + 8_000 * MIB)).isEqualTo(4_000 * MIB);
    assertThat(LoadedCheckpoint.hotBytes(config, gpu, rest + 600 * MIB)).isEqualTo(512 * MIB);
    assertThat(LoadedCheckpoint.hotBytes(config, gpu, -1)).isEqualTo(512 * MIB);
    assertThat(LoadedCheckpoint.hotBytes(config, Compute.cpu(), 80_000 * MIB)).isEqualTo(512 * MIB);
  }

  @Test
  void boundWhatALoadedModelKeeps() {
    assertThat(keptBy(Compute.cpu())).isPositive();
    assertThat(keptBy(new Compute("cpu", DType.FP32, 1, 2))).isZero();
  }

  /** Bytes of its window that are on the device after a question. */
  private long keptBy(Compute compute) {
    try (VocoLlama model = VocoLlama.load(tiny, DType.FP32, compute);
        Answering answering = model.answering()) {
      List<Activations> window = model.compress(List.of(picture(1, 80, 96)));
      CompletableFuture<Reply> reply = new CompletableFuture<>();
      answering.ask(new Prompt("Who?", List.of(), Form.YES_NO, 1), Window.of(window), reply);
      while (!reply.isDone()) {
        answering.step();
      }
      return model.figures().hotBytes();
    }
  }
}
