package dev.vocostream.job;

import dev.vocostream.job.kafka.MonitorTopics;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of standing questions. */
final class MonitorOptions {
  private static final ConfigOption<String> TOPIC_MONITORS =
      ConfigOptions.key("kafka.topics.monitors")
          .stringType()
          .defaultValue(MonitorTopics.STANDARD.monitors())
          .withDescription("Compacted topic that standing questions come from.");
  private static final ConfigOption<String> TOPIC_ALERTS =
      ConfigOptions.key("kafka.topics.alerts")
          .stringType()
          .defaultValue(MonitorTopics.STANDARD.alerts())
          .withDescription("Topic that alerts go to.");
  private static final ConfigOption<String> TOPIC_SCORES =
      ConfigOptions.key("kafka.topics.scores")
          .stringType()
          .defaultValue(MonitorTopics.STANDARD.scores())
          .withDescription("Topic that the scores of standing questions go to.");

  static final List<ConfigOption<?>> ALL = List.of(TOPIC_MONITORS, TOPIC_ALERTS, TOPIC_SCORES);

  private MonitorOptions() {}

  static MonitorTopics topics(ConfigFile file) {
    return new MonitorTopics(
        file.get(TOPIC_MONITORS), file.get(TOPIC_ALERTS), file.get(TOPIC_SCORES));
  }
}
