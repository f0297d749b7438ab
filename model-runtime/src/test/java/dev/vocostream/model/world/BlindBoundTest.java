package dev.vocostream.model.world;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlindBoundTest {
  private static final Questions QUESTIONS =
      Questions.of(split -> new TestWindows(split.ordinal(), 4000, 0));

  @Test
  void whoSeesNoPictureOrOnlyTheLastLearnsLittle() {
    BlindBound bound =
        BlindBound.of(QUESTIONS, split -> new TestWindows(100 + split.ordinal(), 3000, 0));

    assertThat(bound.byType())
        .as(bound.toString())
        .allSatisfy(
            (type, arms) -> {
              assertThat(arms.blind()).isLessThan(arms.commonest() + 0.05);
              if (type.temporal()) {
                assertThat(arms.lastMoment()).isLessThan(0.6);
              }
            });
  }
}
