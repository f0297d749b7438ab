package dev.vocostream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class AnswerTextTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void saysWhatWasAnsweredFromWhichWindowAndByWhom() throws Exception {
    assertThat(
            AnswerText.lines(
                JSON.readTree(
                    """
                    {"id":"q","status":"answered","answers":[{"camera":"yard","status":"answered",
                     "text":"yes","probability":0.93,
                     "window":{"from":"2026-05-01T11:58:00.000Z","to":"2026-05-01T12:00:00.500Z",
                      "frames":96,"remembered":112,"gaps":[{"from":"2026-05-01T11:58:00.000Z",
                       "to":"2026-05-01T11:58:30.000Z","reason":"forgotten"}]},
                     "evidence":[{"time":"2026-05-01T11:59:12.250Z","weight":0.41}]}],
                     "model":{"name":"tiny","fingerprint":"f","untrained":true},
                     "timings":{"waited":1,"model":20,"total":21}}
                    """)))
        .containsExactly(
            "  yard: \"yes\" (yes with p = 0.93)",
            "    window 11:58:00.0 to 12:00:00.5 UTC, 96 of 112 remembered frames read;"
                + " gap 11:58:00.0 to 11:58:30.0: forgotten; weighed most: 11:59:12.2 (41 %)",
            "    20 ms in model tiny, untrained: the words mean nothing");
  }

  @Test
  void saysWhyThereIsNoAnswer() throws Exception {
    assertThat(
            AnswerText.lines(
                JSON.readTree(
                    """
                    {"id":"q","status":"rejected","answers":[{"camera":"cellar","status":"rejected",
                     "reason":"unknown-camera","text":"","evidence":[]}],"model":{"name":"tiny"}}
                    """)))
        .contains("  cellar: [rejected: unknown-camera]");
  }

  @Test
  void noLineCanSteerTheTerminal() {
    assertThat(Screen.harmless("a\u001b[2Jb\u009b2Jc\u202ed\r")).isEqualTo("a [2Jb 2Jc d ");
  }
}
