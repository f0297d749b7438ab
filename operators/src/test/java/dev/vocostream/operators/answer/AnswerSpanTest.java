package dev.vocostream.operators.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.Answer;
import dev.vocostream.operators.Answer.ModelTag;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.CameraAnswer.Timings;
import java.util.List;
import org.apache.flink.traces.Span;
import org.junit.jupiter.api.Test;

class AnswerSpanTest {
  private static final long NOW = 1_000_000;

  @Test
  void anAnswerBeganWhenItsSlowestCameraWasAsked() {
    Span span = AnswerSpan.of(answer(part("yard", 300), part("door", 500)), NOW).build();
    assertThat(span.getStartTsMillis()).isEqualTo(NOW - 500);
    assertThat(span.getEndTsMillis()).isEqualTo(NOW);
    assertThat(span.getAttributes()).containsEntry("question", "q1");
    assertThat(span.getChildren()).hasSize(2);
    Span yard = span.getChildren().get(0);
    assertThat(yard.getEndTsMillis() - yard.getStartTsMillis()).isEqualTo(300);
    assertThat(yard.getAttributes())
        .containsEntry("camera", "yard")
        .containsEntry("waitedMillis", 10L)
        .containsEntry("modelMillis", 200L);
  }

  @Test
  void neitherTheQuestionsWordsNorTheAnswersAreInIt() {
    Span span = AnswerSpan.of(answer(part("yard", 1)), NOW).build();
    assertThat(span.getChildren().get(0).getAttributes().values()).doesNotContain("a red ball");
  }

  private static Answer answer(CameraAnswer... parts) {
    return new Answer("q1", Status.ANSWERED, List.of(parts), new ModelTag("m", "f", true));
  }

  private static CameraAnswer part(String camera, long total) {
    return new CameraAnswer(
        "q1",
        List.of(camera),
        camera,
        Status.ANSWERED,
        null,
        "a red ball",
        null,
        null,
        List.of(),
        new Timings(10, 200, total),
        0);
  }
}
