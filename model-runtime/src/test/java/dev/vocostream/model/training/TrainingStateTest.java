package dev.vocostream.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.tensor.Tensors;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state is as it was when it is read again, and is never on the heap as a whole. */
class TrainingStateTest {
  private static final int COPIES = 16;
  private static final long ROWS = 1_001; // odd, and several parts of what a writer takes at once

  @TempDir Path directory;

  @Test
  void isReadAsItWasWritten() throws IOException {
    Path file = directory.resolve("state.safetensors");
    try (PointerScope scope = new PointerScope()) {
      Tensor drawn = torch.randn(ROWS, 777);
      Tensor one = torch.randn(1);
      TrainingState.write(file, Map.of("drawn", drawn, "one", one));
      Map<String, Tensor> read = Map.of("drawn", torch.zeros(ROWS, 777), "one", torch.zeros(1));
      TrainingState.read(file, read);

      assertThat(Tensors.toFloats(read.get("drawn"))).isEqualTo(Tensors.toFloats(drawn));
      assertThat(Tensors.toFloats(read.get("one"))).isEqualTo(Tensors.toFloats(one));
    }
  }

  @Test
  void needsLittleHeapForMuch() throws IOException {
    Path file = directory.resolve("state.safetensors");
    try (PointerScope scope = new PointerScope()) {
      Tensor tensor = torch.zeros(ROWS, 2_000);
      Map<String, Tensor> many = new TreeMap<>();
      for (int i = 0; i < COPIES; i++) {
        many.put("tensor" + i, tensor);
      }
      MemoryPoolMXBean large = ofLargeArrays();
      System.gc();
      large.resetPeakUsage();
      long before = large.getPeakUsage().getUsed();
      TrainingState.write(file, many);

      long most = large.getPeakUsage().getUsed() - before;
      assertThat(most).isLessThan(Files.size(file) / 2);
    }
  }

  /** Arrays of a whole tensor are too large for where young things are. */
  private static MemoryPoolMXBean ofLargeArrays() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().contains("Old") || pool.getName().contains("Tenured"))
        .findFirst()
        .orElseThrow();
  }
}
