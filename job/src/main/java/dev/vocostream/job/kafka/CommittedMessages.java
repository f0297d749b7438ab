package dev.vocostream.job.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads a topic up to what was written when it was asked. */
record CommittedMessages(KafkaSettings settings, String topic, MessageId ids) implements Committed {
  /** What was kept a moment before it was written, on a clock that may differ from a broker's. */
  private static final Duration SLACK = Duration.ofMinutes(5);

  private static final long PAUSE_MILLIS = 100;

  @Override
  public Set<String> since(Instant time) throws Exception {
    try (Admin admin = Admin.create(settings.clientProperties());
        TopicFollower follower = TopicFollower.since(settings, topic, time.minus(SLACK))) {
      Map<TopicPartition, Long> written = ends(admin, IsolationLevel.READ_UNCOMMITTED);
      while (!isReached(written, ends(admin, IsolationLevel.READ_COMMITTED))) {
        Thread.sleep(PAUSE_MILLIS); // a transaction is open
      }
      return read(follower);
    }
  }

  private Map<TopicPartition, Long> ends(Admin admin, IsolationLevel isolation)
      throws ExecutionException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    Topics.await(topic, admin.describeTopics(Set.of(topic)).topicNameValues().get(topic))
        .partitions()
        .forEach(
            each -> wanted.put(new TopicPartition(topic, each.partition()), OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    Topics.await(topic, admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private static boolean isReached(
      Map<TopicPartition, Long> written, Map<TopicPartition, Long> committed) {
    return written.entrySet().stream()
        .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  private Set<String> read(TopicFollower follower) throws InterruptedException {
    Set<String> found = new HashSet<>();
    while (true) {
      try {
        follower.read(message -> found.add(ids.of(message.value())));
        return found;
      } catch (TimeoutException muchToRead) {
        Thread.sleep(PAUSE_MILLIS); // goes on from there
      }
    }
  }
}
