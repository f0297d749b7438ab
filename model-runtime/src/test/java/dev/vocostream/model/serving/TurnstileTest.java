package dev.vocostream.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.serving.Turnstile.Turn;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnstileTest {
  private final Turnstile<String, String> turnstile = new Turnstile<>(2);

  @Test
  void letsAnswersPassBeforeFramesButOnlySoManyStepsInARow() {
    frames("f1", "f2");
    questions("q1");

    assertThat(order(5)).containsExactly("step q1", "step", "f1", "f2", "step", "step", "step");
  }

  @Test
  void framesThatComeDuringTheirTurnWaitForTheNext() {
    frames("f1");
    questions("q1");
    assertThat(turn(true)).isEqualTo("step q1");
    assertThat(turn(true)).isEqualTo("step");
    assertThat(turn(true)).isEqualTo("f1");
    frames("f2");

    assertThat(order(2)).containsExactly("step", "step", "f2");
  }

  @Test
  void questionsThatWaitAllJoinTheNextStep() {
    questions("q1", "q2", "q3");

    assertThat(order(0)).containsExactly("step q1 q2 q3");
  }

  @Test
  void letsAnyNumberOfStepsPassWhileNoFrameWaits() {
    assertThat(order(4)).containsExactly("step", "step", "step", "step");
  }

  @Test
  void doesNotHoldStepsThatPassedEarlierAgainstOnesThatMeetAFrame() {
    order(3);
    frames("f1");

    assertThat(order(3)).containsExactly("step", "step", "f1", "step");
  }

  @Test
  void letsFramesPassInOrderWhenNothingIsAsked() {
    frames("f1", "f2", "f3");

    assertThat(order(0)).containsExactly("f1", "f2", "f3");
  }

  @Test
  void countsWhoWaits() {
    frames("f1");
    questions("q1", "q2");

    assertThat(turnstile.waitingFrames()).isOne();
    assertThat(turnstile.waitingQuestions()).isEqualTo(2);
    assertThat(turnstile.isEmpty()).isFalse();
  }

  @Test
  void refusesABoundThatWouldNeverLetAQuestionPass() {
    assertThatThrownBy(() -> new Turnstile<String, String>(0))
        .hasMessage("stepsInARow must be positive, was 0");
  }

  private void questions(String... names) {
    List.of(names).forEach(turnstile::addQuestion);
  }

  private void frames(String... names) {
    List.of(names).forEach(turnstile::addFrames);
  }

  /** All turns until nobody waits and {@code steps} steps have been taken. */
  private List<String> order(int steps) {
    List<String> order = new ArrayList<>();
    int left = steps;
    for (String next = turn(left > 0); next != null; next = turn(left > 0)) {
      order.add(next);
      left -= next.startsWith("step") ? 1 : 0;
    }
    return order;
  }

  private String turn(boolean answering) {
    Turn turn = turnstile.next(answering);
    return switch (turn) {
      case FRAMES -> turnstile.takeFrames();
      case QUESTIONS -> ("step " + String.join(" ", turnstile.takeQuestions())).strip();
      case NOBODY -> null;
    };
  }
}
