package dev.vocostream.operators.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.answer.QuestionQueue.Ticket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QuestionQueueTest {
  private final QuestionQueue queue = new QuestionQueue();

  @Test
  void servesACamerasQuestionsInOrderOfArrivalAndCamerasInTurn() {
    for (String id : List.of("a", "b", "c")) {
      queue.add(new Ticket("yard", id, 1), false);
    }
    queue.add(new Ticket("door", "d", 1), false);
    assertThat(polled(2)).containsExactly("a", "d");
    queue.add(new Ticket("gate", "e", 1), false);
    queue.add(new Ticket("gate", "f", 1), false);
    assertThat(polled(4)).containsExactly("b", "e", "c", "f");
    assertThat(queue.poll()).isNull();
    assertThat(queue.size()).isZero();
  }

  private List<String> polled(int count) {
    return Stream.generate(queue::poll).limit(count).map(Ticket::id).toList();
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
  void thoseThatWaitAreReadyInTheOrderInWhichTheirWindowsEnd() {
    queue.add(new Ticket("yard", "late", 300), true);
    queue.add(new Ticket("yard", "a", 200), true);
    queue.add(new Ticket("yard", "early", 100), true);
    queue.add(new Ticket("yard", "b", 200), true);
    queue.add(new Ticket("yard", "c", 200), true);
    queue.release(new Ticket("yard", "b", 200));
    queue.advance("yard", 299);
    assertThat(polled(4)).containsExactly("b", "early", "a", "c");
    assertThat(queue.isEmpty()).isTrue();
    queue.advance("yard", 300);
    assertThat(polled(1)).containsExactly("late");
  }

  @Test
  void aQuestionIsReleasedOnce() {
    queue.add(new Ticket("yard", "a", 100), true);
    queue.release(new Ticket("yard", "a", 100));
    queue.release(new Ticket("yard", "a", 100));
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
