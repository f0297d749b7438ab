package dev.vocostream.job;

import dev.vocostream.job.kafka.SnapshotSettings;
import dev.vocostream.operators.CameraSettings;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of pictures for people to look at. */
final class SnapshotOptions {
  private static final ConfigOption<Boolean> ENABLED =
      ConfigOptions.key("snapshots.enabled")
          .booleanType()
          .defaultValue(false)
          .withDescription("true: a JPEG of every remembered frame goes to Kafka; or false.");
  private static final ConfigOption<String> TOPIC_SNAPSHOTS =
      ConfigOptions.key("kafka.topics.snapshots")
          .stringType()
          .defaultValue(SnapshotSettings.STANDARD.topic())
          .withDescription("Topic that pictures go to, where they are enabled.");

  static final List<ConfigOption<?>> ALL = List.of(ENABLED, TOPIC_SNAPSHOTS);

  private SnapshotOptions() {}

  static SnapshotSettings settings(ConfigFile file, List<CameraSettings> cameras) {
    Duration retain =
        cameras.stream()
            .map(CameraSettings::retain)
            .min(Comparator.naturalOrder())
            .orElse(SnapshotSettings.STANDARD.retain());
    return new SnapshotSettings(file.get(TOPIC_SNAPSHOTS), file.get(ENABLED), retain);
  }
}
