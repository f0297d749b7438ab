package dev.vocostream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AlertTextTest {
  @Test
  void anAlertSaysWhatWhereAndByWhichFrame() throws IOException {
    assertThat(
            line("'state':'raised','evidence':[{'time':'2026-05-01T12:00:04.250Z','weight':0.61}]"))
        .isEqualTo(
            "2026-05-01T12:00:05.000Z  RAISED   person on yard, yes with p = 0.91; weighed most:"
                + " 2026-05-01T12:00:04.250Z (61 %)");
    assertThat(line("'state':'cleared','reason':'expired','evidence':[]"))
        .isEqualTo(
            "2026-05-01T12:00:05.000Z  CLEARED  person on yard, yes with p = 0.91 [expired]");
  }

  @Test
  void aScoreIsALineToo() throws IOException {
    assertThat(line("'more':1"))
        .isEqualTo("2026-05-01T12:00:05.000Z  SCORE    person on yard, yes with p = 0.91");
  }

  private static String line(String more) throws IOException {
    String message =
        "{'monitor':'person','camera':'yard','at':'2026-05-01T12:00:05.000Z','probability':0.91,%s}"
            .formatted(more);
    return AlertText.line(new ObjectMapper().readTree(message.replace('\'', '"')));
  }
}
