package dev.vocostream.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnstileTest {
  private final Turnstile<String> turnstile = new Turnstile<>(2);

  @Test
  void letsQuestionsPassBeforeFramesButOnlySoManyInARow() {
    frames("f1", "f2");
    questions("q1", "q2", "q3", "q4", "q5");

    assertThat(order()).containsExactly("q1", "q2", "f1", "f2", "q3", "q4", "q5");
  }

  @Test
  void framesThatComeDuringTheirTurnWaitForTheNext() {
    frames("f1");
    questions("q1", "q2", "q3");
    assertThat(turnstile.next()).isEqualTo("q1");
    assertThat(turnstile.next()).isEqualTo("q2");
    assertThat(turnstile.next()).isEqualTo("f1");
    frames("f2");

    assertThat(order()).containsExactly("q3", "f2");
  }

  @Test
  void letsAnyNumberOfQuestionsPassWhileNoFrameWaits() {
    questions("q1", "q2", "q3");

    assertThat(order()).containsExactly("q1", "q2", "q3");
  }

  @Test
  void doesNotHoldQuestionsThatPassedEarlierAgainstOnesThatMeetAFrame() {
    questions("q1", "q2", "q3");
    order();
    frames("f1");
    questions("q4", "q5", "q6");

    assertThat(order()).containsExactly("q4", "q5", "f1", "q6");
  }

  @Test
  void letsFramesPassInOrderWhenNothingIsAsked() {
    frames("f1", "f2", "f3");

    assertThat(order()).containsExactly("f1", "f2", "f3");
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
    assertThatThrownBy(() -> new Turnstile<String>(0))
        .hasMessage("questionsInARow must be positive, was 0");
  }

  private void questions(String... names) {
    List.of(names).forEach(turnstile::addQuestion);
  }

  private void frames(String... names) {
    List.of(names).forEach(turnstile::addFrames);
  }

  private List<String> order() {
    List<String> order = new ArrayList<>();
    for (String next = turnstile.next(); next != null; next = turnstile.next()) {
      order.add(next);
    }
    return order;
  }
}
