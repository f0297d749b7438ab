package dev.vocostream.job.console;

import com.sun.net.httpserver.HttpExchange;
import dev.vocostream.job.kafka.BadMessage;
import dev.vocostream.job.kafka.CameraJson;
import dev.vocostream.job.kafka.KafkaSettings;
import dev.vocostream.job.kafka.MonitorJson;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The cameras or the monitors that there shall be, as the console changes them: by the message that
 * the job reads, checked as the job checks it.
 *
 * @param thing of one of them, for people
 * @param path of one of them, but its id
 */
record Changes(String thing, String path, String topic, Check check) {

  /** Refuses what the job would refuse. */
  interface Check {
    void check(byte[] key, byte[] value) throws BadMessage;
  }

  /**
   * @param cameras what their messages are checked by
   */
  static List<Changes> of(KafkaSettings kafka, CameraJson cameras) {
    return List.of(
        new Changes("camera", "/api/cameras/", kafka.cameras(), cameras::read),
        new Changes(
            "monitor", "/api/monitors/", kafka.monitoring().monitors(), new MonitorJson()::read));
  }

  String idIn(HttpExchange exchange) {
    return exchange.getRequestURI().getPath().substring(path.length());
  }

  /** The message as it came, if the job would take it. */
  byte[] checked(String id, byte[] message) {
    try {
      check.check(id.getBytes(StandardCharsets.UTF_8), message);
      return message;
    } catch (BadMessage bad) {
      throw new BadRequest(400, "%s: %s".formatted(name(id), bad.getMessage()));
    }
  }

  String name(String id) {
    return thing + " '" + id + "'";
  }
}
