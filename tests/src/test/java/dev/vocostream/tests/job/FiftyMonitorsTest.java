package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That what the recording looks for would be found. */
class FiftyMonitorsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> alerts =
      new ArrayList<>(
          List.of(
              alert("1", "top", "yard", "raised"),
              alert("2", "top", "door", "raised"),
              alert("3", "top", "yard", "cleared"),
              alert("4", "red-star", "yard", "raised"),
              alert("5", "top", "yard", "raised")));

  private static JsonNode alert(String id, String monitor, String camera, String state) {
    return JSON.createObjectNode()
        .put("id", id)
        .put("monitor", monitor)
        .put("camera", camera)
        .put("state", state);
  }

  private void assertFound() {
    assertThatThrownBy(() -> FiftyMonitors.checkAlerts(alerts)).isInstanceOf(AssertionError.class);
  }

  @Test
  void nothingIsFoundWhereAllIsWell() {
    assertThatCode(() -> FiftyMonitors.checkAlerts(alerts)).doesNotThrowAnyException();
  }

  @Test
  void anAlertThatCameTwiceIsFound() {
    alerts.add(alerts.get(1));
    assertFound();
  }

  @Test
  void anAlertThatIsLostIsFoundByTheNextOfItsMonitorAndCamera() {
    alerts.remove(2);
    assertFound();
  }

  @Test
  void aMonitorThatForgotThatItWasRaisedIsFound() {
    alerts.add(alert("6", "red-star", "yard", "raised"));
    assertFound();
  }

  @Test
  void aMonitorThatBeginsWithAClearIsFound() {
    alerts.remove(0);
    assertFound();
  }

  @Test
  void thereAreFiftyAndAPairWithoutAScoreSinceThenIsMissed() {
    assertThat(FiftyMonitors.questions()).hasSize(50);
    Instant then = Instant.parse("2026-01-01T00:00:00Z");
    List<JsonNode> scores =
        List.of(score("top", "yard", then.plusMillis(1)), score("top", "door", then));
    assertThat(FiftyMonitors.scoredAfter(then, scores)).containsExactly("top on yard");
  }

  private static JsonNode score(String monitor, String camera, Instant at) {
    return JSON.createObjectNode()
        .put("monitor", monitor)
        .put("camera", camera)
        .put("at", at.toString());
  }
}
