package dev.vocostream.operators.answer;

import static dev.vocostream.operators.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.Question.Window;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Questions that wait for their window until their deadline, and not for a while less. */
class NoReserveTest extends CameraMemoryTest {
  @Test
  void whatIsOverdueWaitsNoMore() throws Exception {
    DeadlineRule rule =
        new DeadlineRule(Duration.ofSeconds(10), Duration.ZERO, Duration.ofHours(1));
    reopen(rule, 1 << 20);
    harness.remember("yard", START);
    harness.ask(question("q", new Window(null, START, START + 5_000), "yard"));
    assertThat(harness.metrics().questionsQueued()).isOne();
    harness.setProcessingTime(START + 15_000); // ten seconds behind the end of its window
    assertThat(harness.theAnswer().status()).isEqualTo(Status.OVERLOADED);
    assertThat(harness.metrics().questionsQueued()).isZero();
  }
}
