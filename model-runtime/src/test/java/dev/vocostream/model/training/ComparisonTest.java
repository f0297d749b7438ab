package dev.vocostream.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Arms begin alike, however often a comparison was stopped before. */
class ComparisonTest {
  private final Student student =
      Student.load(Checkpoints.tiny(), new Compute("cpu", DType.FP32, 1));

  @AfterEach
  void free() {
    student.close();
  }

  @Test
  void drawsABaselineAlikeWhateverWasDrawnBefore() {
    for (Function<Student, Compressor> kind :
        List.<Function<Student, Compressor>>of(
            s -> new QFormer(s, 1, 4), s -> new ContextCompressor(s, 4))) {
      Map<String, float[]> first = drawn(kind);
      try (PointerScope scope = new PointerScope()) {
        torch.rand(3);
      }
      Map<String, float[]> again = drawn(kind);

      assertThat(again).isNotEmpty();
      again.forEach((name, values) -> assertThat(values).as(name).isEqualTo(first.get(name)));
    }
  }

  private Map<String, float[]> drawn(Function<Student, Compressor> kind) {
    Map<String, float[]> values = new TreeMap<>();
    try (Compressor compressor = Comparison.drawn(kind, student)) {
      compressor
          .parameters()
          .forEach((name, tensor) -> values.put(name, Tensors.toFloats(tensor.detach())));
    }
    return values;
  }
}
