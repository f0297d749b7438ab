package dev.vocostream.operators.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraAnswer.Evidence;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerComposerTest {
  @Test
  void theThreeFramesThatWeighedMostAreNamedHeaviestFirst() {
    float[] weights = {0.125f, 0.5f, 0.25f, 0.0625f};
    assertThat(AnswerComposer.evidence(List.of(1L, 2L, 3L, 4L), weights))
        .containsExactly(new Evidence(2, 0.5), new Evidence(3, 0.25), new Evidence(1, 0.125));
  }

  @Test
  void aSampleThatIsReadSeveralTimesWeighsWhatAllOfThemDo() {
    float[] weights = {0.25f, 0.25f, 0.375f};
    assertThat(AnswerComposer.evidence(List.of(1L, 1L, 2L), weights))
        .containsExactly(new Evidence(1, 0.5), new Evidence(2, 0.375));
  }
}
