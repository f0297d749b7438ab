package dev.vocostream.job.kafka;

import dev.vocostream.job.SetupException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of the contract as they are created where a cluster has none. */
public final class Topics {
  private static final long TIMEOUT_SECONDS = 10;
  private static final String TEN_MINUTES = Long.toString(TimeUnit.MINUTES.toMillis(10));
  private static final String HOUR = Long.toString(TimeUnit.HOURS.toMillis(1));
  private static final String DAY = Long.toString(TimeUnit.DAYS.toMillis(1));
  private static final String WEEK = Long.toString(TimeUnit.DAYS.toMillis(7));

  private Topics() {}

  /**
   * Questions for a day, answers, alerts and dead letters for a week, scores for an hour, the
   * newest word of and on each camera and of each monitor for ever, pictures, where there are any,
   * no longer than a camera's memory. The copies of a partition are left to the cluster's default.
   */
  public static List<NewTopic> of(KafkaSettings settings) {
    List<NewTopic> topics = new ArrayList<>();
    if (settings.snapshots().enabled()) {
      topics.add(snapshots(settings.snapshots()));
    }
    topics.addAll(ofEveryJob(settings));
    return topics;
  }

  private static List<NewTopic> ofEveryJob(KafkaSettings settings) {
    return List.of(
        kept(settings.questions(), 4, DAY),
        kept(settings.answers(), 4, WEEK),
        kept(settings.rejected(), 1, WEEK),
        compacted(settings.cameras(), 1),
        compacted(settings.status(), 1),
        compacted(settings.monitoring().monitors(), 1),
        kept(settings.monitoring().alerts(), 4, WEEK),
        scores(settings.monitoring().scores()));
  }

  /** Only whole segments are deleted: they must be short for an hour to be an hour. */
  private static NewTopic scores(String name) {
    return new NewTopic(name, Optional.of(4), Optional.empty())
        .configs(
            Map.of("cleanup.policy", "delete", "retention.ms", HOUR, "segment.ms", TEN_MINUTES));
  }

  /** Half of the time in an open segment and half after it: together what is allowed. */
  private static NewTopic snapshots(SnapshotSettings settings) {
    String half = Long.toString(Math.max(1_000, settings.retain().toMillis() / 2));
    return new NewTopic(settings.topic(), Optional.of(4), Optional.empty())
        .configs(Map.of("cleanup.policy", "delete", "retention.ms", half, "segment.ms", half));
  }

  private static NewTopic kept(String name, int partitions, String millis) {
    return new NewTopic(name, Optional.of(partitions), Optional.empty())
        .configs(Map.of("cleanup.policy", "delete", "retention.ms", millis));
  }

  /** A topic that keeps the newest message of each key. */
  public static NewTopic compacted(String name, int partitions) {
    return new NewTopic(name, Optional.of(partitions), Optional.empty())
        .configs(Map.of("cleanup.policy", "compact"));
  }

  /**
   * Creates those of {@code topics} that do not exist.
   *
   * @throws SetupException naming the first topic that cannot be created
   */
  public static void createMissing(Admin admin, Collection<NewTopic> topics) {
    new TreeMap<>(admin.createTopics(topics).values())
        .forEach(
            (name, creation) -> {
              try {
                await("topic " + name, creation);
              } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                  throw new SetupException(
                      "topic %s: expected to create it, found %s; create it yourself or allow this client to"
                          .formatted(name, e.getCause().getMessage()),
                      e);
                }
              }
            });
  }

  /** Those of {@code names} that the cluster does not have, or does not show to this client. */
  static List<String> missing(Admin admin, Collection<String> names) {
    Map<String, ? extends KafkaFuture<?>> found = admin.describeTopics(names).topicNameValues();
    return names.stream().filter(name -> !exists(name, found.get(name))).toList();
  }

  private static boolean exists(String name, KafkaFuture<?> description) {
    try {
      await("topic " + name, description);
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw new SetupException(
          "topic %s: expected to read its description, found %s; allow this client to"
              .formatted(name, e.getCause().getMessage()),
          e);
    }
  }

  /** What the cluster answers within 10 s. */
  static <T> T await(String what, KafkaFuture<T> answer) throws ExecutionException {
    try {
      return answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new SetupException(
          what + ": expected an answer of Kafka within 10 s, found none; is the cluster well?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SetupException(what + ": interrupted while waiting for Kafka", e);
    }
  }
}
