package dev.vocostream.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.OverloadedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HalvedBatchTest {
  private final List<List<Integer>> calls = new ArrayList<>();
  private int most = Integer.MAX_VALUE;

  @Test
  void aBatchThatFitsIsCalledOnce() {
    assertThat(HalvedBatch.run(List.of(1, 2, 3), this::doubled)).containsExactly(2, 4, 6);
    assertThat(calls).containsExactly(List.of(1, 2, 3));
  }

  @Test
  void aBatchThatDoesNotFitIsHalvedAndItsResultsStayInOrder() {
    most = 3;

    assertThat(HalvedBatch.run(List.of(1, 2, 3, 4, 5), this::doubled))
        .containsExactly(2, 4, 6, 8, 10);
    assertThat(calls).containsExactly(List.of(1, 2, 3, 4, 5), List.of(1, 2, 3), List.of(4, 5));
  }

  @Test
  void aHalfThatDoesNotFitEitherIsOverloadAndNotHalvedAgain() {
    most = 1;

    assertThatThrownBy(() -> HalvedBatch.run(List.of(1, 2, 3, 4), this::doubled))
        .isInstanceOf(OverloadedException.class)
        .hasMessage("no memory for 2 at once: CUDA out of memory. Tried to allocate 4 GiB")
        .hasRootCauseMessage("CUDA out of memory. Tried to allocate 4 GiB\nat frame 0");
    assertThat(calls).hasSize(2);
  }

  @Test
  void oneThatDoesNotFitIsOverloadAtOnce() {
    most = 0;

    assertThatThrownBy(() -> HalvedBatch.run(List.of(1), this::doubled))
        .isInstanceOf(OverloadedException.class)
        .hasMessageStartingWith("no memory for 1 at once");
    assertThat(calls).hasSize(1);
  }

  @Test
  void anyOtherFailureIsPassedOnAsItIs() {
    RuntimeException lost = new RuntimeException("CUDA error: device-side assert triggered");
    Error missing = new UnsatisfiedLinkError("no jnitorch");

    assertThatThrownBy(() -> HalvedBatch.run(List.of(1, 2), items -> failing(lost))).isSameAs(lost);
    assertThatThrownBy(
            () ->
                HalvedBatch.run(
                    List.of(1, 2),
                    items -> {
                      throw missing;
                    }))
        .isSameAs(missing);
  }

  @Test
  void aHalfThatFailsOtherwiseIsPassedOnAsItIs() {
    RuntimeException lost = new RuntimeException("CUDA error: device-side assert triggered");
    most = 2;

    assertThatThrownBy(
            () ->
                HalvedBatch.run(
                    List.of(1, 2, 3), items -> items.size() == 3 ? doubled(items) : failing(lost)))
        .isSameAs(lost);
  }

  private List<Integer> doubled(List<Integer> items) {
    calls.add(List.copyOf(items));
    if (items.size() > most) {
      throw new RuntimeException("CUDA out of memory. Tried to allocate 4 GiB\nat frame 0");
    }
    return items.stream().map(item -> 2 * item).toList();
  }

  private static List<Integer> failing(RuntimeException failure) {
    throw failure;
  }
}
