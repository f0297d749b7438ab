package dev.vocostream.job.kafka;

import java.io.Serializable;

/**
 * The topics of standing questions.
 *
 * @param monitors name of the compacted topic that they come from
 * @param alerts name of the topic that alerts go to
 * @param scores name of the topic that what they found goes to
 */
public record MonitorTopics(String monitors, String alerts, String scores) implements Serializable {
  /** The names of the contract. */
  public static final MonitorTopics STANDARD =
      new MonitorTopics("voco.monitors", "voco.alerts", "voco.scores");

  /**
   * @throws dev.vocostream.job.SetupException naming the topic that has no name
   */
  public MonitorTopics {
    KafkaSettings.requireText("monitors topic", monitors);
    KafkaSettings.requireText("alerts topic", alerts);
    KafkaSettings.requireText("scores topic", scores);
  }
}
