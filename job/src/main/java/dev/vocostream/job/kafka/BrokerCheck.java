package dev.vocostream.job.kafka;

import dev.vocostream.job.SetupException;
import dev.vocostream.job.kafka.KafkaSettings.Delivery;
import dev.vocostream.operators.CameraSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks before the job starts at what would otherwise make it fail and restart for ever: a cluster
 * that is not there, topics that are not there, transactions that are too long for the broker or
 * too short for an outage.
 *
 * @param withoutCheckpoint longest time in which a running job completes no checkpoint
 * @param longestOutage that must not cost an answer: from a failure until the job runs again
 */
public record BrokerCheck(
    KafkaSettings settings, Duration withoutCheckpoint, Duration longestOutage) {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerCheck.class);
  private static final int TIMEOUT_SECONDS = 10;
  private static final String BROKER_LIMIT = "transaction.max.timeout.ms";

  /** What to do about topics that do not exist. */
  public enum MissingTopics {
    CREATE,
    REFUSE,
    /** Left as they are, for somebody who only looks. */
    LEAVE
  }

  /** As below, of the questions, answers and rejected topics. */
  public void run(MissingTopics missing) {
    run(missing, List.of());
  }

  /**
   * Checks cluster, topics and transaction times, in this order.
   *
   * @param others topics needed beside those of questions, answers and dead letters
   * @throws SetupException saying the first thing that is not as it must be
   */
  public void run(MissingTopics missing, Collection<NewTopic> others) {
    List<NewTopic> topics = new ArrayList<>(Topics.of(settings));
    topics.addAll(others);
    Admin admin = connect();
    try {
      Collection<Node> nodes = nodes(admin);
      checkTopics(admin, topics, missing);
      new BrokerRights(settings).check(admin);
      if (settings.delivery() == Delivery.EXACTLY_ONCE) {
        checkOutage();
        checkBrokerLimit(admin, nodes.iterator().next());
      }
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  /**
   * Before a job starts; waits a little for one that was killed a moment ago.
   *
   * @throws SetupException if one with the same transactional ids runs
   */
  public void refuseSecond() {
    refuseSecond(Presence.LONGEST_WAIT);
  }

  /** The same with other patience. */
  public void refuseSecond(Duration patience) {
    Admin admin = connect();
    try {
      Presence.refuseSecond(admin, settings, patience);
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  /**
   * Which cameras a job has: those of its file and of the topic, where there is one yet.
   *
   * @param fixed cameras of the job's file
   * @param retainAtMost how long a camera of the topic may remember
   * @throws SetupException if the topic cannot be read
   */
  public List<CameraSettings> cameras(List<CameraSettings> fixed, Duration retainAtMost) {
    Admin admin = connect();
    try {
      boolean absent = !Topics.missing(admin, List.of(settings.cameras())).isEmpty();
      return absent ? fixed : new CameraTopic(settings, fixed, retainAtMost).cameras();
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  Admin connect() {
    Properties properties = settings.clientProperties();
    properties.put("default.api.timeout.ms", TIMEOUT_SECONDS * 1_000);
    properties.put("request.timeout.ms", TIMEOUT_SECONDS * 1_000);
    try {
      return Admin.create(properties);
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw unreachable(cause.getMessage(), e);
    }
  }

  Collection<Node> nodes(Admin admin) {
    try {
      return admin.describeCluster().nodes().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw unreachable("no answer within " + TIMEOUT_SECONDS + " s", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof AuthenticationException
          ? refused(e.getCause().getMessage(), e)
          : unreachable(e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("an interruption", e);
    }
  }

  private SetupException unreachable(String found, Throwable cause) {
    return new SetupException(
        "Kafka at %s: expected a broker, found %s; is it running, and are address and security.protocol right?"
            .formatted(settings.bootstrapServers(), found),
        cause);
  }

  private SetupException refused(String found, Throwable cause) {
    return new SetupException(
        "Kafka at %s: expected it to take this login, found %s; see user and password in the JAAS file, sasl.mechanism and the certificates"
            .formatted(settings.bootstrapServers(), found),
        cause);
  }

  private void checkTopics(Admin admin, List<NewTopic> topics, MissingTopics missing) {
    List<String> absent = Topics.missing(admin, topics.stream().map(NewTopic::name).toList());
    if (absent.isEmpty()) {
      return;
    }
    if (missing == MissingTopics.REFUSE) {
      throw new SetupException(
          "Kafka at %s: expected the topics %s, found none of these names; voco topics create makes them, or let the job do it"
              .formatted(settings.bootstrapServers(), String.join(", ", absent)));
    }
    if (missing == MissingTopics.LEAVE) {
      return;
    }
    Topics.createMissing(
        admin, topics.stream().filter(topic -> absent.contains(topic.name())).toList());
  }

  void checkOutage() {
    Duration needed = withoutCheckpoint.plus(longestOutage);
    if (settings.transactionTimeout().compareTo(needed) <= 0) {
      throw new SetupException(
          "Kafka transaction timeout: expected more than %d ms (%d ms without a completed checkpoint + longest outage %d ms), found %d ms; raise it, or what was written before a long outage is dropped by the broker and has to be written again"
              .formatted(
                  needed.toMillis(),
                  withoutCheckpoint.toMillis(),
                  longestOutage.toMillis(),
                  settings.transactionTimeout().toMillis()));
    }
  }

  void checkBrokerLimit(Admin admin, Node node) {
    ConfigEntry limit = brokerLimit(admin, node);
    if (limit == null || limit.value() == null) {
      LOG.warn(
          "Kafka at {} does not show {}: make sure that it is at least {} ms",
          settings.bootstrapServers(),
          BROKER_LIMIT,
          settings.transactionTimeout().toMillis());
      return;
    }
    long most = Long.parseLong(limit.value());
    if (settings.transactionTimeout().toMillis() > most) {
      throw new SetupException(
          "Kafka transaction timeout: expected at most %d ms (%s of the broker) and more than %d ms (%d ms without a completed checkpoint + longest outage %d ms), found %d ms; lower it, or raise %s"
              .formatted(
                  most,
                  BROKER_LIMIT,
                  withoutCheckpoint.plus(longestOutage).toMillis(),
                  withoutCheckpoint.toMillis(),
                  longestOutage.toMillis(),
                  settings.transactionTimeout().toMillis(),
                  BROKER_LIMIT));
    }
  }

  /** Null where the cluster keeps its settings to itself, as hosted ones do. */
  private ConfigEntry brokerLimit(Admin admin, Node node) {
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
    try {
      return Topics.await(
              "settings of broker " + node.idString(),
              admin.describeConfigs(List.of(broker)).values().get(broker))
          .get(BROKER_LIMIT);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return null;
      }
      throw unreachable(e.getCause().getMessage(), e);
    }
  }
}
