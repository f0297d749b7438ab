package dev.vocostream.job.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic from its beginning or from now on and follows it, without a group. One thread at a
 * time reads; any may close.
 */
public final class TopicFollower implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration SLICE = Duration.ofMillis(100);

  // -- configuration
  private final String topic;
  private final Instant since;

  // -- runtime
  private final KafkaConsumer<byte[], byte[]> consumer;
  private boolean assigned;

  /** From its beginning. */
  public TopicFollower(KafkaSettings settings, String topic) {
    this(settings, topic, Instant.EPOCH);
  }

  /** Only what comes after the first time it is read. */
  public static TopicFollower fromHereOn(KafkaSettings settings, String topic) {
    return new TopicFollower(settings, topic, null);
  }

  /** What was written since then, and what comes. */
  public static TopicFollower since(KafkaSettings settings, String topic, Instant time) {
    return new TopicFollower(settings, topic, time);
  }

  /**
   * @param since null for only what comes
   */
  private TopicFollower(KafkaSettings settings, String topic, Instant since) {
    this.topic = topic;
    this.since = since;
    Properties properties = settings.clientProperties();
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", "false");
    properties.put("auto.offset.reset", "earliest");
    properties.put("metadata.max.age.ms", Long.toString(LONGEST.toMillis())); // partitions come
    properties.put("default.api.timeout.ms", Long.toString(LONGEST.toMillis()));
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Hands over, in order within a partition, all that has come up to now; the first time, from the
   * beginning. What was handed over before a failure does not come again.
   *
   * @throws TimeoutException if the topic cannot be read to its end within 10 s
   * @throws WakeupException if it is closed meanwhile
   */
  public synchronized void read(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    if (assigned) {
      assignAdded();
    } else {
      assign();
    }
    // Where the end is must be asked: what a poll brings may have been fetched long ago.
    long limit = System.nanoTime() + LONGEST.toNanos();
    Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(consumer.assignment()));
    while (ends.entrySet().stream().anyMatch(end -> isBefore(end.getKey(), end.getValue()))) {
      if (System.nanoTime() > limit) {
        throw new TimeoutException("topic " + topic + ": its end was not reached within 10 s");
      }
      consumer.poll(SLICE).forEach(reader);
    }
  }

  private boolean isBefore(TopicPartition partition, long end) {
    return consumer.position(partition) < end;
  }

  private List<TopicPartition> partitions() {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    if (partitions == null || partitions.isEmpty()) {
      throw new TimeoutException("topic " + topic + ": the cluster shows none of this name");
    }
    return partitions.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
  }

  /** All of a partition that was added since is new. */
  private void assignAdded() {
    List<TopicPartition> all = new ArrayList<>(consumer.assignment());
    List<TopicPartition> added = new ArrayList<>(partitions());
    added.removeAll(all);
    if (!added.isEmpty()) {
      all.addAll(added);
      consumer.assign(all);
      consumer.seekToBeginning(added);
    }
  }

  private void assign() {
    List<TopicPartition> all = partitions();
    consumer.assign(all);
    if (Instant.EPOCH.equals(since)) {
      consumer.seekToBeginning(all);
    } else {
      consumer.seekToEnd(all);
      all.forEach(consumer::position); // seeking is lazy; the end is now, not at the first poll
      if (since != null) {
        seekBack(all);
      }
    }
    assigned = true;
  }

  /** Partitions without anything so new stay at their ends. */
  private void seekBack(List<TopicPartition> all) {
    Map<TopicPartition, Long> wanted = new HashMap<>();
    all.forEach(partition -> wanted.put(partition, since.toEpochMilli()));
    consumer
        .offsetsForTimes(wanted)
        .forEach(
            (partition, found) -> {
              if (found != null) {
                consumer.seek(partition, found.offset());
              }
            });
  }

  @Override
  public void close() {
    consumer.wakeup();
    synchronized (this) {
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
  }
}
