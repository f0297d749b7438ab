package dev.vocostream.model.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Activations;
import dev.vocostream.model.DType;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is lost when activations are stored in fewer bits. */
@ParameterizedClass
@MethodSource("dev.vocostream.model.parity.ParityCase#all")
class StoredActivationsParityTest {
  private final ParityCase checkpoint;

  StoredActivationsParityTest(ParityCase checkpoint) {
    this.checkpoint = checkpoint;
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void keepsTheDirectionOfTheLogitsAndTheLikeliestToken(DType dtype) {
    List<Activations> exact = checkpoint.frames(0, 1, 2);
    float[] expected = checkpoint.logits(exact);

    float[] logits = checkpoint.logits(stored(exact, dtype));

    Closeness closeness = new Closeness(expected, logits, checkpoint.vocab());
    Differences.note(
        checkpoint.toString(), "1 - cosine, stored as " + dtype, 1 - closeness.leastCosine());
    Differences.write();
    closeness.assertClose(Closeness.LEAST_COSINE);
    assertThat(Arrays.equals(logits, expected)).isEqualTo(dtype == DType.FP32);
  }

  private List<Activations> stored(List<Activations> exact, DType dtype) {
    try (PointerScope scope = new PointerScope()) {
      return exact.stream()
          .map(frame -> checkpoint.model.codec.decode(List.of(frame)).unsqueeze(0))
          .map(rows -> checkpoint.model.codec.encode(rows, dtype).get(0))
          .toList();
    }
  }
}
