package dev.vocostream.operators.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.Answer;
import dev.vocostream.operators.Answer.ModelTag;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.AnsweredWindow;
import dev.vocostream.operators.CameraAnswer.Gap;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.CameraAnswer.Timings;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerRecordTest {
  private static final ModelTag MODEL = new ModelTag("voco-7b", "00ff", true);

  @Test
  void anAnswerIsRecordedWithItsWindowAndWithoutItsWords() {
    List<Gap> gaps = List.of(new Gap(0, 1_500, "missing"), new Gap(3_000, 4_000, "OFFLINE"));
    CameraAnswer part =
        new CameraAnswer(
            "q1",
            List.of("yard"),
            "yard",
            Status.STALE,
            null,
            "a man at the gate",
            0.5,
            new AnsweredWindow(0, 60_000, 12, 30, gaps),
            List.of(),
            new Timings(5, 80, 85),
            0);
    assertThat(record("q1", part).line())
        .isEqualTo(
            "question=q1 camera=yard status=stale from=1970-01-01T00:00:00Z"
                + " to=1970-01-01T00:01:00Z frames=12 remembered=30 gapMillis=2500 waitedMillis=5"
                + " modelMillis=80 totalMillis=85 model=voco-7b fingerprint=00ff");
  }

  @Test
  void aRefusalIsRecordedWithItsCodeAlone() {
    assertThat(record("q1", refused("too-long: 2001 characters")).fields())
        .containsEntry("status", "rejected")
        .containsEntry("code", "too-long")
        .doesNotContainKey("frames");
    assertThat(record("q1", refused("unknown-camera")).fields())
        .containsEntry("code", "unknown-camera");
  }

  @Test
  void anIdCannotPassForAnotherFieldOrAnotherLine() {
    String line = record("x status=answered\n\"é", refused("bad-type: x")).line();
    assertThat(line)
        .startsWith(
            "question=\"x status=answered\\u000a\\u0022\\u00e9\" camera=yard status=rejected");
    assertThat(line.lines()).hasSize(1);
  }

  @Test
  void noFieldIsLongerThanItNeedsToBe() {
    assertThat(record("x".repeat(10_000), refused("bad-type: x")).fields().get("question"))
        .hasSizeLessThan(140);
  }

  private static CameraAnswer refused(String reason) {
    return new CameraAnswer("q1", List.of("yard"), "yard", Status.REJECTED, reason, 0);
  }

  private static AnswerRecord record(String id, CameraAnswer part) {
    return AnswerRecord.of(new Answer(id, part.status(), List.of(part), MODEL), part);
  }
}
