package dev.vocostream.job.kafka;

import dev.vocostream.job.SetupException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;

/**
 * Where the job's topics are and how it reads and writes them.
 *
 * @param bootstrapServers of the cluster, host:port with commas between
 * @param questions name of the topic
 * @param answers name of the topic
 * @param rejected name of the topic of dead letters
 * @param cameras name of the compacted topic
 * @param status name of the compacted topic
 * @param monitoring names of the topics of standing questions
 * @param snapshots whether pictures are kept for people to look at, and where
 * @param groupId under which offsets of questions are committed; the job's own
 * @param transactionalIdPrefix the job's own: two jobs with the same one fence each other off
 * @param transactionTimeout after which the broker drops a transaction nobody came back for
 * @param client further settings of Kafka's clients, from a short list
 */
public record KafkaSettings(
    String bootstrapServers,
    String questions,
    String answers,
    String rejected,
    String cameras,
    String status,
    MonitorTopics monitoring,
    SnapshotSettings snapshots,
    String groupId,
    String transactionalIdPrefix,
    Delivery delivery,
    Duration transactionTimeout,
    Map<String, String> client)
    implements Serializable {

  /** How often an answer is written. */
  public enum Delivery {
    /** Once, and visible when the checkpoint after it has completed. */
    EXACTLY_ONCE,
    /** Visible at once; again after a failure, with the same id and the same words. */
    AT_LEAST_ONCE;

    DeliveryGuarantee guarantee() {
      return DeliveryGuarantee.valueOf(name());
    }
  }

  /**
   * @throws SetupException naming the setting that cannot be
   */
  public KafkaSettings {
    requireText("bootstrap servers", bootstrapServers);
    requireText("questions topic", questions);
    requireText("answers topic", answers);
    requireText("rejected topic", rejected);
    requireText("cameras topic", cameras);
    requireText("status topic", status);
    requireText("group id", groupId);
    requireText("transactional id prefix", transactionalIdPrefix);
    if (transactionTimeout.isNegative() || transactionTimeout.isZero()) {
      throw new SetupException(
          "Kafka transaction timeout: expected more than PT0S, found " + transactionTimeout);
    }
    client = Map.copyOf(client);
    ClientProperties.require(client);
  }

  /** The names of the contract, exactly once, ten minutes to come back from a failure. */
  public static KafkaSettings of(String bootstrapServers) {
    return new KafkaSettings(
        bootstrapServers,
        "voco.questions",
        "voco.answers",
        "voco.rejected",
        "voco.cameras",
        "voco.status",
        MonitorTopics.STANDARD,
        SnapshotSettings.STANDARD,
        "voco-stream",
        "voco-stream",
        Delivery.EXACTLY_ONCE,
        Duration.ofMinutes(10),
        Map.of());
  }

  public KafkaSettings with(Delivery delivery, Duration transactionTimeout) {
    return new KafkaSettings(
        bootstrapServers,
        questions,
        answers,
        rejected,
        cameras,
        status,
        monitoring,
        snapshots,
        groupId,
        transactionalIdPrefix,
        delivery,
        transactionTimeout,
        client);
  }

  /** For any client of this cluster: its address and the settings given for it. */
  public Properties clientProperties() {
    Properties properties = new Properties();
    properties.putAll(client);
    properties.put("bootstrap.servers", bootstrapServers);
    return properties;
  }

  /**
   * For a source. A consumer says goodbye to a broker that is silent for half a minute; its task
   * need not wait for that.
   */
  Properties sourceProperties() {
    Properties properties = clientProperties();
    properties.put("isolation.level", "read_committed");
    properties.put("source.reader.close.timeout", "1500");
    return properties;
  }

  /** Without the values of the client settings: passwords are among them. */
  @Override
  public String toString() {
    return "KafkaSettings[%s, %s -> %s, %s, cameras %s -> %s, %s, %s, group %s, transactions %s, %s, %s, client settings %s]"
        .formatted(
            bootstrapServers,
            questions,
            answers,
            rejected,
            cameras,
            status,
            monitoring,
            snapshots,
            groupId,
            transactionalIdPrefix,
            delivery,
            transactionTimeout,
            client.keySet());
  }

  static void requireText(String name, String value) {
    if (value == null || value.isBlank()) {
      throw new SetupException("Kafka " + name + ": expected a name, found none; set it");
    }
  }
}
