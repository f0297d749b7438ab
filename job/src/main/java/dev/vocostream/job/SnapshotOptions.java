package dev.vocostream.job;

import static dev.vocostream.job.Bounds.NAME;

import dev.vocostream.job.kafka.SnapshotSettings;
import dev.vocostream.operators.CameraSettings;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** The options of pictures for people to look at. */
final class SnapshotOptions {
  private static final Option<Boolean> ENABLED =
      Option.flag(
          "snapshots.enabled", false, "Whether a JPEG of each remembered frame goes to Kafka.");
  private static final Option<String> TOPIC_SNAPSHOTS =
      Option.text(
          "kafka.topics.snapshots",
          SnapshotSettings.STANDARD.topic(),
          NAME,
          "Topic that pictures go to, where they are enabled.");

  static final List<Option<?>> ALL = List.of(ENABLED, TOPIC_SNAPSHOTS);

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
