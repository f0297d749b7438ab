package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.job.kafka.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A question to both cameras every second, whatever happens meanwhile. */
final class SteadyQuestions implements AutoCloseable {
  private static final long EVERY_MILLIS = 1_000;
  private static final long DEADLINE_SECONDS = 180;
  private static final String QUESTION =
      """
      {"id":"%s","cameras":["yard","door"],"text":"Count all things here.","window":{"last":"PT2S"},"deadline":"%s"}
      """;

  private final Mailbox mailbox;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger asked = new AtomicInteger();

  /** Begins at once. */
  SteadyQuestions(KafkaSettings kafka) {
    mailbox = new Mailbox(kafka);
    clock.scheduleAtFixedRate(this::askNext, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void askNext() {
    Instant deadline = Instant.now().plusSeconds(DEADLINE_SECONDS);
    try {
      mailbox.ask(QUESTION.formatted("steady-" + asked.get(), deadline));
      asked.incrementAndGet();
    } catch (Exception e) {
      throw new IllegalStateException("the broker does not take questions", e);
    }
  }

  /** How many so far. */
  int asked() {
    return asked.get();
  }

  /**
   * Asks no more, waits for the last answer and looks at all: one to each of these questions and to
   * each of the others, none refused.
   *
   * @param others how many were asked by somebody else
   * @return every answer there is
   */
  List<JsonNode> settle(int others, Duration patience) throws InterruptedException {
    clock.shutdown();
    assertThat(clock.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < asked(); i++) {
      expected.add("steady-" + i);
      mailbox.answer("steady-" + i, patience);
    }
    List<JsonNode> answers = mailbox.answers();
    assertThat(answers)
        .extracting(answer -> answer.path("id").asText())
        .doesNotHaveDuplicates()
        .containsAll(expected)
        .hasSize(expected.size() + others);
    assertThat(answers)
        .extracting(answer -> answer.path("status").asText())
        .isSubsetOf("answered", "stale");
    assertThat(mailbox.deadLetters()).isEmpty();
    return answers;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    mailbox.close();
  }
}
