package dev.vocostream.job.console;

import dev.vocostream.job.kafka.KafkaSettings;
import java.time.Duration;
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
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the topics into a feed, and writes questions. A topic that is absent is looked for. */
final class ConsoleTopics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleTopics.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration STOP = Duration.ofMillis(500);

  // -- configuration
  private final KafkaSettings kafka;
  private final ConsoleFeed feed;
  private final Map<String, String> kinds;

  // -- runtime
  private final KafkaConsumer<String, String> consumer;
  private final KafkaProducer<String, String> producer;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::follow, "console-topics");
  private final Set<TopicPartition> followed = new HashSet<>();
  private long nextLook = System.nanoTime();

  ConsoleTopics(KafkaSettings kafka, ConsoleFeed feed) {
    this.kafka = kafka;
    this.feed = feed;
    this.kinds =
        Map.of(
            kafka.status(),
            "status",
            kafka.questions(),
            "question",
            kafka.answers(),
            "answer",
            "voco.alerts",
            "alert");
    Properties reading = kafka.clientProperties();
    reading.put("isolation.level", "read_committed");
    reading.put("allow.auto.create.topics", "false");
    reading.put("default.api.timeout.ms", Long.toString(PATIENCE.toMillis()));
    consumer = new KafkaConsumer<>(reading, new StringDeserializer(), new StringDeserializer());
    Properties writing = kafka.clientProperties();
    writing.put("max.block.ms", Long.toString(PATIENCE.toMillis()));
    producer = new KafkaProducer<>(writing, new StringSerializer(), new StringSerializer());
    thread.setDaemon(true);
    thread.start();
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
        look();
      }
      if (followed.isEmpty()) {
        closing.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
        return;
      }
      consumer
          .poll(POLL)
          .forEach(record -> feed.tell(kinds.get(record.topic()), record.key(), record.value()));
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.warn("console: Kafka at {} cannot be read: {}", kafka.bootstrapServers(), e.getMessage());
      closing.await(1, TimeUnit.SECONDS);
    }
  }

  /** How cameras are from the beginning, since each is told once; all else from here on. */
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
        if (each.topic().equals(kafka.status())) {
          consumer.seekToBeginning(List.of(each));
        } else {
          consumer.seekToEnd(List.of(each));
        }
      }
      added.forEach(consumer::position);
    }
  }

  /**
   * @return whether the broker has the question
   */
  boolean ask(String id, String json) throws InterruptedException {
    try {
      producer
          .send(new ProducerRecord<>(kafka.questions(), id, json))
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      LOG.warn("console: question {} was not taken by Kafka: {}", id, e.getMessage());
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
