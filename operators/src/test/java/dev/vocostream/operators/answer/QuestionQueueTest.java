package dev.vocostream.operators.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.answer.QuestionQueue.Ticket;
import org.junit.jupiter.api.Test;

class QuestionQueueTest {
  private final QuestionQueue queue = new QuestionQueue();

  @Test
  void servesInOrderOfArrival() {
    queue.add(new Ticket("yard", "a", 1), false);
    queue.add(new Ticket("door", "b", 1), false);
    assertThat(queue.poll().id()).isEqualTo("a");
    assertThat(queue.poll().id()).isEqualTo("b");
    assertThat(queue.poll()).isNull();
  }

  @Test
  void aWaitingQuestionIsReadyWhenItsOwnCameraCameToItsEnd() {
    queue.add(new Ticket("yard", "a", 100), true);
    queue.advance("door", 500);
    queue.advance("yard", 99);
    assertThat(queue.isEmpty()).isTrue();
    queue.advance("yard", 100);
    assertThat(queue.poll().id()).isEqualTo("a");
    assertThat(queue.size()).isZero();
  }

  @Test
  void aQuestionIsReleasedOnce() {
    queue.add(new Ticket("yard", "a", 100), true);
    queue.release("yard", "a");
    queue.release("yard", "a");
    queue.advance("yard", 100);
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void atTheEndNobodyWaits() {
    queue.add(new Ticket("yard", "a", 100), true);
    queue.add(new Ticket("door", "b", 200), true);
    queue.releaseAll();
    assertThat(queue.size()).isEqualTo(2);
    assertThat(queue.isEmpty()).isFalse();
  }
}
