package dev.vocostream.job.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final String YES =
      "{\"id\":\"q\",\"status\":\"answered\",\"answers\":[{\"status\":\"answered\",\"text\":\"yes\"}]}";
  private static final RowQuestion QUESTION =
      new RowQuestion("yard", "Who is there?", Instant.EPOCH, Instant.EPOCH, "text");

  private final FakeTopics topics = new FakeTopics();
  private final Answers answers = new Answers(topics, Duration.ofMinutes(1));

  /** Hands over what it holds, then fails if it is told to. */
  private static final class FakeTopics implements Topics {
    final List<String> sent = new ArrayList<>();
    final Queue<ConsumerRecord<byte[], byte[]>> held = new ArrayDeque<>();
    RuntimeException failure;

    @Override
    public void send(String id, byte[] json, Consumer<Exception> failed) {
      sent.add(id);
    }

    @Override
    public void read(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
      while (!held.isEmpty()) {
        reader.accept(held.remove());
      }
      if (failure != null) {
        throw failure;
      }
    }

    @Override
    public void close() {}

    void hold(String id, String value, Instant written) {
      held.add(
          new ConsumerRecord<>(
              "voco.answers",
              0,
              0,
              written.toEpochMilli(),
              TimestampType.CREATE_TIME,
              0,
              0,
              id.getBytes(StandardCharsets.UTF_8),
              value == null ? null : value.getBytes(StandardCharsets.UTF_8),
              new RecordHeaders(),
              Optional.empty()));
    }
  }

  @Test
  void aRowWaitsForItsDeadlineAndForTheCheckpoint() {
    assertThat(answers.patience(QUESTION, Instant.now())).isEqualTo(Duration.ofSeconds(70));
  }

  @Test
  void anAnswerIsBroughtAndNotAskedForAgain() {
    CompletableFuture<RowAnswer> first = answers.ask(QUESTION, Instant.now());
    assertThat(first).isNotDone();
    topics.hold(QUESTION.id(), YES, Instant.now());
    assertThat(answers.readOn()).isTrue();
    assertThat(first.join().text()).isEqualTo("yes");
    assertThat(answers.ask(QUESTION, Instant.now()).join().text()).isEqualTo("yes");
    assertThat(topics.sent).containsExactly(QUESTION.id());
  }

  @Test
  void anAnswerOlderThanAnHourIsAskedForAgain() {
    topics.hold(QUESTION.id(), YES, Instant.now().minus(Duration.ofMinutes(61)));
    answers.readOn();
    assertThat(answers.ask(QUESTION, Instant.now())).isNotDone();
    assertThat(topics.sent).containsExactly(QUESTION.id());
  }

  @Test
  void rowsWaitWhileTheAnswersAreCaughtUpWith() {
    CompletableFuture<RowAnswer> asked = answers.ask(QUESTION, Instant.now());
    topics.failure = new TimeoutException("its end was not reached within 10 s");
    answers.readOn(); // nothing at all
    topics.hold("sql-other", YES, Instant.now());
    answers.readOn(); // some of it
    assertThat(asked).isNotDone();
    topics.hold(QUESTION.id(), YES, Instant.now());
    answers.readOn();
    assertThat(asked.join().status()).isEqualTo("answered");
  }

  @Test
  void rowsFailWhereNothingCanBeReadAnyMore() {
    answers.readOn();
    CompletableFuture<RowAnswer> asked = answers.ask(QUESTION, Instant.now());
    topics.failure = new TimeoutException("no broker");
    assertThat(answers.readOn()).isFalse();
    assertThat(asked.handle((answer, error) -> error.getMessage()).join())
        .isEqualTo(
            "VOCO_ASK: answers cannot be read; check the broker and the login's rights: no broker");
  }

  @Test
  void anyFailureOfTheFollowerIsToldAndItGoesOn() {
    for (RuntimeException failure :
        List.of(new AuthorizationException("no right"), new IllegalArgumentException("a slip"))) {
      CompletableFuture<RowAnswer> asked = answers.ask(QUESTION, Instant.now());
      topics.failure = failure;
      assertThat(answers.readOn()).isFalse();
      assertThat(asked).isCompletedExceptionally();
    }
    topics.failure = null;
    CompletableFuture<RowAnswer> again = answers.ask(QUESTION, Instant.now());
    topics.hold(QUESTION.id(), YES, Instant.now());
    answers.readOn();
    assertThat(again.join().text()).isEqualTo("yes");
  }

  @Test
  void whatCannotBeReadIsNoAnswer() {
    String[] values = {null, "", "no json", "[]", "\"words\"", "null", "{\"answers\":7}"};
    for (int i = 0; i < values.length; i++) {
      RowQuestion question =
          new RowQuestion("yard", "Number " + i, Instant.EPOCH, Instant.EPOCH, "text");
      CompletableFuture<RowAnswer> asked = answers.ask(question, Instant.now());
      topics.hold(question.id(), values[i], Instant.now());
      assertThat(answers.readOn()).isTrue();
      assertThat(asked.join().status()).as(values[i]).isEqualTo("no-answer");
    }
  }
}
