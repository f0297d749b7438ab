package dev.vocostream.job.kafka;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.operators.MonitorAlert;
import dev.vocostream.operators.MonitorScore;

/** Writes the messages of {@code voco.alerts} and {@code voco.scores}, by the published schemas. */
final class AlertJson {
  private static final JsonMapper JSON = new JsonMapper();

  private AlertJson() {}

  /** The value on {@code voco.alerts}, UTF-8. */
  static byte[] write(MonitorAlert alert) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", alert.id());
    json.put("monitor", AnswerJson.unicode(alert.monitor()));
    json.put("camera", AnswerJson.unicode(alert.camera()));
    json.put("state", alert.state().word());
    if (alert.reason() != null) {
      json.put("reason", alert.reason());
    }
    json.put("probability", alert.probability());
    json.put("at", AnswerJson.instant(alert.at()));
    AnswerJson.writeEvidence(alert.evidence(), json.putArray("evidence"));
    return AnswerJson.bytes(json);
  }

  /** The value on {@code voco.scores}, UTF-8. */
  static byte[] write(MonitorScore score) {
    ObjectNode json = JSON.createObjectNode();
    json.put("monitor", AnswerJson.unicode(score.monitor()));
    json.put("camera", AnswerJson.unicode(score.camera()));
    json.put("at", AnswerJson.instant(score.at()));
    json.put("probability", score.probability());
    return AnswerJson.bytes(json);
  }
}
