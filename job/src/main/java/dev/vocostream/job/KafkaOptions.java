package dev.vocostream.job;

import static dev.vocostream.job.Bounds.NAME;
import static dev.vocostream.job.Bounds.TEXT;
import static dev.vocostream.job.Bounds.between;

import dev.vocostream.job.kafka.KafkaSettings;
import dev.vocostream.job.kafka.KafkaSettings.Delivery;
import dev.vocostream.operators.CameraSettings;
import java.time.Duration;
import java.util.List;

/** Options of the cluster that questions come from and answers go to. */
final class KafkaOptions {
  /** Kafka counts milliseconds in 31 bits. */
  private static final Duration DAYS_24 = Duration.ofDays(24);

  private static final Option<String> BOOTSTRAP_SERVERS =
      Option.text(
          "kafka.bootstrap-servers",
          "localhost:9092",
          TEXT,
          "Brokers to ask first, host:port, comma-separated.");
  private static final Option<String> TOPIC_QUESTIONS =
      Option.text(
          "kafka.topics.questions", "voco.questions", NAME, "Topic that questions come from.");
  private static final Option<String> TOPIC_ANSWERS =
      Option.text("kafka.topics.answers", "voco.answers", NAME, "Topic that answers go to.");
  private static final Option<String> TOPIC_REJECTED =
      Option.text("kafka.topics.rejected", "voco.rejected", NAME, "Topic that dead letters go to.");
  private static final Option<String> TOPIC_CAMERAS =
      Option.text(
          "kafka.topics.cameras",
          "voco.cameras",
          NAME,
          "Compacted topic that cameras come from, beside those of the file.");
  private static final Option<String> TOPIC_STATUS =
      Option.text(
          "kafka.topics.status",
          "voco.status",
          NAME,
          "Compacted topic that the status of each camera goes to.");
  private static final Option<String> GROUP_ID =
      Option.text(
          "kafka.group-id",
          "voco-stream",
          TEXT,
          "Consumer group that the read positions are reported under.");
  private static final Option<String> TRANSACTIONAL_ID_PREFIX =
      Option.text(
          "kafka.transactional-id-prefix",
          "voco-stream",
          NAME,
          "Start of all transactional ids, and name of the job's directory of checkpoints; unique"
              + " per job on a Kafka cluster.");
  private static final Option<String> DELIVERY =
      Option.word(
          "kafka.delivery",
          Delivery.EXACTLY_ONCE,
          List.of(Delivery.values()),
          "How often an answer is written; at-least-once shows it before the checkpoint.");
  private static final Option<Duration> TRANSACTION_TIMEOUT =
      Option.duration(
          "kafka.transaction-timeout",
          Duration.ofMinutes(10),
          between(Duration.ofSeconds(1), DAYS_24),
          "After this the broker gives up a transaction that nobody finished.");
  private static final Option<Duration> LONGEST_OUTAGE =
      Option.duration(
          "kafka.longest-outage",
          Duration.ofMinutes(5),
          between(Duration.ZERO, DAYS_24),
          "Longest time the job may be down without losing an answer.");
  static final List<Option<?>> ALL =
      List.of(
          BOOTSTRAP_SERVERS,
          TOPIC_QUESTIONS,
          TOPIC_ANSWERS,
          TOPIC_REJECTED,
          TOPIC_CAMERAS,
          TOPIC_STATUS,
          GROUP_ID,
          TRANSACTIONAL_ID_PREFIX,
          DELIVERY,
          TRANSACTION_TIMEOUT,
          LONGEST_OUTAGE);

  private KafkaOptions() {}

  /**
   * @param cameras of the file: what is kept of them elsewhere is kept no longer than they say
   */
  static KafkaSettings read(ConfigFile file, List<CameraSettings> cameras) {
    return new KafkaSettings(
        file.get(BOOTSTRAP_SERVERS),
        file.get(TOPIC_QUESTIONS),
        file.get(TOPIC_ANSWERS),
        file.get(TOPIC_REJECTED),
        file.get(TOPIC_CAMERAS),
        file.get(TOPIC_STATUS),
        MonitorOptions.topics(file),
        SnapshotOptions.settings(file, cameras),
        file.get(GROUP_ID),
        file.get(TRANSACTIONAL_ID_PREFIX),
        file.word(DELIVERY, List.of(Delivery.values())),
        file.get(TRANSACTION_TIMEOUT),
        file.kafkaClient());
  }

  /** Longest time from a failure until the job runs again that must not cost an answer. */
  static Duration longestOutage(ConfigFile file) {
    return file.get(LONGEST_OUTAGE);
  }
}
