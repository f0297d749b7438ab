package dev.vocostream.operators.answer;

import static dev.vocostream.operators.Fixtures.lit;
import static dev.vocostream.operators.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.FakeSource;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.Monitor;
import dev.vocostream.operators.StatusMessage;
import java.util.List;
import java.util.UUID;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job goes on from a savepoint of before one of its cameras was removed. */
class RemovedWhileAwayTest {
  private static final long START = 1_000_000;
  private static final MemoryEvent HERE =
      MemoryEvent.of(new CameraTerms("gate", false, 1, 3_600_000, 1_000, 1 << 20, 0));
  private static final MemoryEvent REMOVED = MemoryEvent.of(CameraTerms.removed("gate"));

  private CameraMemoryHarness harness;

  @BeforeEach
  void restore() throws Exception {
    FakeSource source = new FakeSource(UUID.randomUUID().toString());
    OperatorSubtaskState savepoint;
    try (CameraMemoryHarness before = CameraMemoryHarness.ofSpeakingCameras(source)) {
      before.open();
      before.setProcessingTime(START);
      before.remember(HERE);
      before.monitor("gate", new Monitor("m", List.of(), "?", 0, 500L, 0.8, 0.4, 0, null));
      before.remember(lit("gate", START, 0.1));
      before.awaitScores(1);
      source.live().hold();
      before.remember(lit("gate", START + 1_000, 0.9)); // would raise an alert
      before.ask(question("open", null, "gate"));
      savepoint = before.snapshot(1, START);
      source.live().letGo();
    }
    harness = CameraMemoryHarness.ofSpeakingCameras(new FakeSource(UUID.randomUUID().toString()));
    harness.initializeState(savepoint);
    harness.open();
    harness.setProcessingTime(START + 2_000);
    harness.ask(question("asked-at-once", null, "gate"));
    harness.setProcessingTime(START + 7_000); // a status is due
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void nothingOfItIsShownUntilItsSourceHasSpoken() throws Exception {
    assertThat(harness.answers()).isEmpty();
    assertThat(harness.scores()).isEmpty();
    assertThat(harness.told()).isEmpty();
  }

  @Test
  void nothingOfItIsEverShown() throws Exception {
    harness.remember(REMOVED);
    harness.setProcessingTime(START + 60_000);
    harness.ask(question("later", null, "gate"));
    harness.awaitAnswers(3);
    assertThat(harness.answers())
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(Status.REJECTED);
              assertThat(answer.reason()).isEqualTo("unknown-camera");
            });
    assertThat(harness.scores()).isEmpty();
    assertThat(harness.alerts()).isEmpty();
    assertThat(harness.told()).allMatch(StatusMessage::isRemoved);
  }

  @Test
  void oneThatIsThereStillAnswersWhatWasAskedMeanwhile() throws Exception {
    harness.remember(HERE);
    harness.awaitAnswers(2);
    assertThat(harness.answers()).allMatch(answer -> answer.text() != null);
    harness.awaitScores(1);
    assertThat(harness.alerts()).hasSize(1);
    assertThat(harness.told()).isNotEmpty();
  }

  /** Its source may be unreachable for long. */
  @Test
  void whoeverWaitsForItsWordIsToldByTheDeadline() throws Exception {
    assertThat(harness.metrics().questionsQueued()).isEqualTo(2);
    harness.setProcessingTime(START + 20_000);
    assertThat(harness.answers())
        .hasSize(2)
        .allMatch(answer -> answer.status() == Status.OVERLOADED);
    assertThat(harness.metrics().questionsQueued()).isZero();
    harness.remember(HERE);
    assertThat(harness.answers()).hasSize(2);
  }
}
