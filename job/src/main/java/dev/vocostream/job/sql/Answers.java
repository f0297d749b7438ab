package dev.vocostream.job.sql;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vocostream.job.kafka.KafkaSettings;
import dev.vocostream.job.kafka.TopicFollower;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks questions and brings their answers, from any thread. A thread of its own follows the topic
 * of answers, beginning with those of the last hour: a row that was asked before a failure finds
 * its answer there, since the job answers an id once.
 */
final class Answers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration LOOKS_BACK = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** An answer is committed with the checkpoint after its deadline. */
  private static final Duration COMMIT = Duration.ofSeconds(20);

  /** A kilobyte or so each; the oldest go first. */
  private static final int MOST_KEPT = 10_000;

  // -- configuration
  private final KafkaSettings kafka;

  // -- runtime
  private final KafkaProducer<byte[], byte[]> producer;
  private final ExecutorService sender = // sending may wait for the broker, its caller may not
      Executors.newSingleThreadExecutor(Answers::daemon);
  private final TopicFollower follower;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, CompletableFuture<RowAnswer>> waiting = new HashMap<>(); // by this
  private final Map<String, RowAnswer> answered = // by this
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RowAnswer> eldest) {
          return size() > MOST_KEPT;
        }
      };

  /**
   * @throws KafkaException if the broker or its topic is not there
   */
  Answers(KafkaSettings kafka) {
    this.kafka = kafka;
    Properties properties = kafka.clientProperties();
    properties.put("max.block.ms", "10000");
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    follower = TopicFollower.since(kafka, kafka.answers(), Instant.now().minus(LOOKS_BACK));
    try {
      follower.read(this::take);
    } catch (KafkaException e) {
      close();
      throw e;
    }
    daemon(this::follow).start();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "answers-for-sql");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Asks, unless that was asked before.
   *
   * @return fails if the question cannot be sent or answers cannot be read; then it may be asked
   *     again
   */
  CompletableFuture<RowAnswer> ask(RowQuestion question) {
    String id = question.id();
    Instant now = Instant.now();
    CompletableFuture<RowAnswer> asked = new CompletableFuture<>();
    synchronized (this) {
      if (answered.containsKey(id)) {
        return CompletableFuture.completedFuture(answered.get(id));
      }
      CompletableFuture<RowAnswer> before = waiting.putIfAbsent(id, asked);
      if (before != null) {
        return before;
      }
    }
    asked.whenComplete((answer, error) -> forget(id));
    Duration patience = Duration.between(now, question.deadline(now)).plus(COMMIT);
    asked.completeOnTimeout(
        RowAnswer.none("nothing within %d s: is the job running?".formatted(patience.toSeconds())),
        patience.toMillis(),
        TimeUnit.MILLISECONDS);
    sender.execute(() -> send(id, question.toJson(now), asked));
    return asked;
  }

  private void send(String id, byte[] json, CompletableFuture<RowAnswer> asked) {
    try {
      producer.send(
          new ProducerRecord<>(kafka.questions(), id.getBytes(StandardCharsets.UTF_8), json),
          (sent, error) -> {
            if (error != null) {
              asked.completeExceptionally(error);
            }
          });
    } catch (KafkaException | IllegalStateException e) { // the second: closed
      asked.completeExceptionally(e);
    }
  }

  private void follow() {
    try {
      while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        readOn();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readOn() {
    try {
      follower.read(this::take);
    } catch (KafkaException e) {
      if (closed.getCount() > 0) {
        LOG.warn("answers on {} cannot be read: {}", kafka.answers(), e.getMessage());
        waitingNow().forEach(asked -> asked.completeExceptionally(e));
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> message) {
    String id = message.key() == null ? "" : new String(message.key(), StandardCharsets.UTF_8);
    if (!id.startsWith(RowQuestion.PREFIX)) {
      return; // somebody else's
    }
    RowAnswer answer = read(message.value());
    CompletableFuture<RowAnswer> asked;
    synchronized (this) {
      answered.put(id, answer);
      asked = waiting.get(id);
    }
    if (asked != null) {
      asked.complete(answer);
    }
  }

  private static RowAnswer read(byte[] json) {
    try {
      return RowAnswer.of(JSON.readTree(json));
    } catch (IOException e) {
      return RowAnswer.none("the answer is no JSON");
    }
  }

  private synchronized void forget(String id) {
    waiting.remove(id);
  }

  private synchronized List<CompletableFuture<RowAnswer>> waitingNow() {
    return List.copyOf(waiting.values());
  }

  @Override
  public void close() {
    closed.countDown();
    sender.shutdownNow();
    follower.close();
    producer.close(Duration.ofSeconds(1));
  }
}
