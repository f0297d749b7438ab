package dev.vocostream.operators.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.Answer;
import dev.vocostream.operators.Answer.ModelTag;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.CameraAnswer.Timings;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.traces.Span;
import org.junit.jupiter.api.Test;

class AnswerSpanTest {
  private static final long NOW = 1_000_000;

  @Test
  void anAnswerBeganWhenItsSlowestCameraWasAsked() {
    Span span = span(part("yard", 300), part("door", 500));
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
    Span span = span(part("yard", 1));
    assertThat(span.getChildren().get(0).getAttributes().values()).doesNotContain("a red ball");
  }

  private static Span span(CameraAnswer... parts) {
    Answer answer = new Answer("q1", Status.ANSWERED, List.of(parts), new ModelTag("m", "f", true));
    List<AnswerRecord> records =
        Stream.of(parts).map(part -> AnswerRecord.of(answer, part)).toList();
    return AnswerSpan.of(answer, records, NOW).build();
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
