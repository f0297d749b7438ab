package dev.vocostream.job.sql;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks questions and brings their answers, from any thread. A thread of its own follows the topic
 * of answers, beginning with those of the last hour: a row that was asked before a failure finds
 * its answer there, since the job answers an id once. Until the thread has come to the topic's end
 * such a row is asked again, which is harmless, and waits.
 */
final class Answers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  // -- configuration
  private final Topics topics;
  private final Duration commit;

  // -- runtime
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, CompletableFuture<RowAnswer>> waiting = new HashMap<>(); // by this
  private final KeptAnswers answered = new KeptAnswers(KeptAnswers.MOST); // by this
  private long taken; // by the thread that follows
  private boolean caughtUp; // by the thread that follows

  /**
   * @param topics closed with this
   * @param commit how long an answer may take until it can be read
   */
  Answers(Topics topics, Duration commit) {
    this.topics = topics;
    this.commit = commit;
  }

  /** Begins to follow the answers. Without it somebody else must call {@link #readOn}. */
  Answers start() {
    daemon(this::follow).start();
    return this;
  }

  static Thread daemon(Runnable work) {
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
  CompletableFuture<RowAnswer> ask(RowQuestion question, Instant now) {
    String id = question.id();
    CompletableFuture<RowAnswer> asked = new CompletableFuture<>();
    synchronized (this) {
      RowAnswer answer = answered.get(id, now);
      if (answer != null) {
        return CompletableFuture.completedFuture(answer);
      }
      CompletableFuture<RowAnswer> before = waiting.putIfAbsent(id, asked);
      if (before != null) {
        return before;
      }
    }
    asked.whenComplete((answer, error) -> forget(id));
    Duration patience = patience(question, now);
    asked.completeOnTimeout(
        RowAnswer.none("nothing within %d s: is the job running?".formatted(patience.toSeconds())),
        patience.toMillis(),
        TimeUnit.MILLISECONDS);
    topics.send(id, question.toJson(now), asked::completeExceptionally);
    return asked;
  }

  /** How long a row waits: for its deadline, and then until the answer can be read. */
  Duration patience(RowQuestion question, Instant now) {
    return Duration.between(now, question.deadline(now)).plus(commit);
  }

  private void follow() {
    try {
      Duration pause = PAUSE;
      while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        pause = readOn() ? PAUSE : PAUSE_AFTER_FAILURE;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Takes what has come.
   *
   * @return whether that succeeded
   */
  boolean readOn() {
    long before = taken;
    try {
      topics.read(this::take);
      caughtUp = true;
      return true;
    } catch (TimeoutException e) {
      if (caughtUp && taken == before) {
        fail(e);
        return false;
      }
      // Far from the end yet, as after a start: rows wait on, their answers may be ahead.
      LOG.info("answers are still being caught up with: {}", e.getMessage());
      return taken > before;
    } catch (RuntimeException e) { // any: without this thread no row would be answered again
      fail(e);
      return false;
    }
  }

  private void fail(RuntimeException e) {
    if (closed.getCount() > 0) {
      LOG.warn("answers cannot be read, the rows that wait fail: {}", e.toString());
      waitingNow()
          .forEach(
              asked ->
                  asked.completeExceptionally(
                      new IllegalStateException(
                          "VOCO_ASK: answers cannot be read; check the broker and the login's"
                              + " rights: "
                              + e.getMessage(),
                          e)));
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> message) {
    taken++;
    String id = message.key() == null ? "" : new String(message.key(), StandardCharsets.UTF_8);
    if (!id.startsWith(RowQuestion.PREFIX)) {
      return; // somebody else's
    }
    RowAnswer answer = read(message.value());
    CompletableFuture<RowAnswer> asked;
    synchronized (this) {
      answered.put(id, answer, Instant.ofEpochMilli(message.timestamp()), Instant.now());
      asked = waiting.get(id);
    }
    if (asked != null) {
      asked.complete(answer);
    }
  }

  private static RowAnswer read(byte[] json) {
    if (json == null) {
      return RowAnswer.none("the answer has no value");
    }
    try {
      return RowAnswer.of(JSON.readTree(json));
    } catch (IOException | RuntimeException e) { // anybody may have written it
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
    topics.close();
  }
}
