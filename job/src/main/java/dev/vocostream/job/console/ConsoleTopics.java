package dev.vocostream.job.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vocostream.job.kafka.KafkaSettings;
import dev.vocostream.job.kafka.SnapshotTopic;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the topics into a feed and pictures into their store, and writes questions. A topic that
 * is absent is looked for.
 */
final class ConsoleTopics implements Routes.Outbox, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleTopics.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Who waits for the broker is told so after this; what it has not taken is not tried again. */
  private static final Duration DELIVERY = Duration.ofSeconds(5);

  private static final Duration REQUEST = Duration.ofSeconds(4);
  private static final Duration STOP = Duration.ofMillis(500);

  // -- configuration
  private final KafkaSettings kafka;
  private final ConsoleFeed feed;
  private final Snapshots snapshots;
  private final Map<String, Kind> kinds;

  // -- runtime
  private final KafkaConsumer<String, byte[]> consumer;
  private final KafkaProducer<String, byte[]> producer;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::follow, "console-topics");
  private final Set<TopicPartition> followed = new HashSet<>();
  private long nextLook = System.nanoTime();
  private boolean looked;

  ConsoleTopics(KafkaSettings kafka, ConsoleFeed feed, Snapshots snapshots) {
    this.kafka = kafka;
    this.feed = feed;
    this.snapshots = snapshots;
    this.kinds =
        Stream.of(Kind.values())
            .collect(Collectors.toMap(kind -> kind.topic(kafka), Function.identity()));
    Properties reading = kafka.clientProperties();
    reading.put("isolation.level", "read_committed");
    reading.put("allow.auto.create.topics", "false");
    reading.put("default.api.timeout.ms", Long.toString(PATIENCE.toMillis()));
    consumer = new KafkaConsumer<>(reading, new StringDeserializer(), new ByteArrayDeserializer());
    producer = producer(kafka);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * One that gives up when its visitors do. Else what they were told was not taken would wait here
   * for a broker that is away, and a camera's memory would be erased long after.
   */
  private static KafkaProducer<String, byte[]> producer(KafkaSettings kafka) {
    Properties writing = kafka.clientProperties();
    writing.put("max.block.ms", Long.toString(PATIENCE.toMillis()));
    writing.put("delivery.timeout.ms", Long.toString(DELIVERY.toMillis()));
    writing.put("request.timeout.ms", Long.toString(REQUEST.toMillis()));
    writing.put("linger.ms", "0"); // with a request at most as long as a delivery
    return new KafkaProducer<>(writing, new StringSerializer(), new ByteArraySerializer());
  }

  private void follow() {
    try {
      while (closing.getCount() > 0) {
        step();
      }
    } catch (WakeupException e) {
      // Closing.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      consumer.close(CloseOptions.timeout(STOP));
    }
  }

  private void step() throws InterruptedException {
    try {
      if (System.nanoTime() - nextLook >= 0) {
        nextLook = System.nanoTime() + LOOK_EVERY.toNanos();
        snapshots.forgetOld().forEach(camera -> feed.tell(Kind.SNAPSHOT, camera, null));
        look();
      }
      if (followed.isEmpty()) {
        closing.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
        return;
      }
      consumer.poll(POLL).forEach(this::tell);
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.warn("console: Kafka at {} cannot be read: {}", kafka.bootstrapServers(), e.getMessage());
      closing.await(1, TimeUnit.SECONDS);
    }
  }

  private void tell(ConsumerRecord<String, byte[]> message) {
    Kind kind = kinds.get(message.topic());
    if (kind == Kind.SNAPSHOT) {
      keepSnapshot(message);
      return;
    }
    byte[] value = message.value();
    feed.tell(kind, message.key(), value == null ? null : new String(value, UTF_8));
    if (kind == Kind.STATUS && value == null && message.key() != null) {
      snapshots.forget(message.key());
    }
  }

  private void keepSnapshot(ConsumerRecord<String, byte[]> message) {
    Header time = message.headers().lastHeader(SnapshotTopic.TIME);
    if (time == null || message.key() == null || message.value() == null) {
      return;
    }
    try {
      Instant at = Instant.parse(new String(time.value(), UTF_8));
      if (snapshots.keep(message.key(), at, message.value(), message.timestamp())) {
        feed.tell(Kind.SNAPSHOT, message.key(), "{\"time\":\"%s\"}".formatted(at));
      }
    } catch (DateTimeParseException e) {
      LOG.warn("console: a picture of camera {} has no time", message.key());
    }
  }

  /**
   * What is told once from the beginning, as are topics that were not there before; all else from
   * here on.
   */
  private void look() {
    Map<String, List<PartitionInfo>> there = consumer.listTopics();
    List<TopicPartition> added = new ArrayList<>();
    for (String topic : kinds.keySet()) {
      for (PartitionInfo partition : there.getOrDefault(topic, List.of())) {
        TopicPartition found = new TopicPartition(topic, partition.partition());
        if (followed.add(found)) {
          added.add(found);
        }
      }
    }
    if (!added.isEmpty()) {
      consumer.assign(followed);
      for (TopicPartition each : added) {
        if (kinds.get(each.topic()).isReadWholly() || looked) {
          consumer.seekToBeginning(List.of(each));
        } else {
          consumer.seekToEnd(List.of(each));
        }
      }
      added.forEach(consumer::position);
    }
    looked = true;
  }

  @Override
  public boolean send(String topic, String key, byte[] json) throws InterruptedException {
    try {
      producer
          .send(new ProducerRecord<>(topic, key, json))
          .get(2 * DELIVERY.toMillis(), TimeUnit.MILLISECONDS); // the producer is to end it
      return true;
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      LOG.warn("console: Kafka did not say that it took {} for {}: {}", key, topic, e.getMessage());
      return false;
    }
  }

  @Override
  public void close() throws InterruptedException {
    closing.countDown();
    consumer.wakeup();
    producer.close(STOP);
    thread.join(2 * STOP.toMillis());
  }
}
