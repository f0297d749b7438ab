package dev.vocostream.job;

import static dev.vocostream.job.Bounds.NAME;

import dev.vocostream.job.kafka.MonitorTopics;
import java.util.List;

/** The options of standing questions. */
final class MonitorOptions {
  private static final Option<String> TOPIC_MONITORS =
      Option.text(
          "kafka.topics.monitors",
          MonitorTopics.STANDARD.monitors(),
          NAME,
          "Compacted topic that standing questions come from.");
  private static final Option<String> TOPIC_ALERTS =
      Option.text(
          "kafka.topics.alerts", MonitorTopics.STANDARD.alerts(), NAME, "Topic that alerts go to.");
  private static final Option<String> TOPIC_SCORES =
      Option.text(
          "kafka.topics.scores",
          MonitorTopics.STANDARD.scores(),
          NAME,
          "Topic that the scores of standing questions go to.");

  static final List<Option<?>> ALL = List.of(TOPIC_MONITORS, TOPIC_ALERTS, TOPIC_SCORES);

  private MonitorOptions() {}

  static MonitorTopics topics(ConfigFile file) {
    return new MonitorTopics(
        file.get(TOPIC_MONITORS), file.get(TOPIC_ALERTS), file.get(TOPIC_SCORES));
  }
}
