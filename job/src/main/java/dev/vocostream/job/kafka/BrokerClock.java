package dev.vocostream.job.kafka;

import dev.vocostream.job.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * This machine's clock against the newest message's: no message can be of the future. Brokers do
 * not say what time it is; a clock of ours that is ahead is not noticed.
 */
final class BrokerClock {
  private static final String NAME = "clock of others";
  private static final Duration TOLERATED = Duration.ofSeconds(2);

  private BrokerClock() {}

  static Finding look(Admin admin, KafkaSettings settings) {
    long newest = Long.MIN_VALUE;
    for (NewTopic topic : Topics.of(settings)) {
      OptionalLong found = newestOf(admin, topic.name());
      newest = Math.max(newest, found.orElse(Long.MIN_VALUE));
    }
    return judge(newest, System.currentTimeMillis());
  }

  /**
   * @param newest time of the newest message, epoch milliseconds; the least long where there is
   *     none
   */
  static Finding judge(long newest, long now) {
    if (newest == Long.MIN_VALUE) {
      return Finding.skipped(NAME, "no message to compare with", "look again when there is one");
    }
    long ahead = newest - now;
    return ahead <= TOLERATED.toMillis()
        ? Finding.ok(
            NAME, "no message is of the future, the newest of " + Instant.ofEpochMilli(newest))
        : Finding.warn(
            NAME,
            String.format(Locale.ROOT, "a message of %.1f s in the future", ahead / 1e3),
            "at most %d s".formatted(TOLERATED.toSeconds()),
            "set both clocks by NTP: deadlines and windows are told by this one");
  }

  private static OptionalLong newestOf(Admin admin, String topic) {
    try {
      TopicDescription found =
          Topics.await(
              "topic " + topic, admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
      Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
      found
          .partitions()
          .forEach(
              p -> wanted.put(new TopicPartition(topic, p.partition()), OffsetSpec.maxTimestamp()));
      return Topics.await("times of topic " + topic, admin.listOffsets(wanted).all())
          .values()
          .stream()
          .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::timestamp)
          .filter(time -> time >= 0)
          .max();
    } catch (ExecutionException e) {
      return OptionalLong.empty(); // missing or hidden, which is a finding of its own
    }
  }
}
