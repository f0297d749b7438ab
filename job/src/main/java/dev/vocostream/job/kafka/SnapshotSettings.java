package dev.vocostream.job.kafka;

import java.io.Serializable;
import java.time.Duration;

/**
 * Whether pictures of frames are kept for people to look at, and where.
 *
 * @param topic its name; read by who shows pictures, if it is there
 * @param enabled whether the job writes to it; off unless an operator wants it
 * @param retain how long the topic may keep a picture: no longer than the memory of any camera of
 *     which pictures are made
 */
public record SnapshotSettings(String topic, boolean enabled, Duration retain)
    implements Serializable {
  /** The name of the contract; off. */
  public static final SnapshotSettings STANDARD =
      new SnapshotSettings("voco.snapshots", false, Duration.ofMinutes(10));

  /**
   * @throws dev.vocostream.job.SetupException if the topic has no name
   */
  public SnapshotSettings {
    KafkaSettings.requireText("snapshots topic", topic);
  }
}
