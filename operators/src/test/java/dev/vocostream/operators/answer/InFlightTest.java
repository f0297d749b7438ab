package dev.vocostream.operators.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.answer.QuestionQueue.Ticket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InFlightTest {
  private final InFlight inFlight = new InFlight(2, 100);
  private final Ticket first = new Ticket("yard", "a", 0);
  private final Ticket second = new Ticket("yard", "b", 0);

  @Test
  void isFullAtItsLimitAndNeverOver() {
    inFlight.entered(first, new CompletableFuture<>(), 10);
    assertThat(inFlight.isFull()).isFalse();
    inFlight.entered(second, new CompletableFuture<>(), 10);
    assertThat(inFlight.isFull()).isTrue();
    assertThatThrownBy(
            () -> inFlight.entered(new Ticket("door", "a", 0), new CompletableFuture<>(), 10))
        .isInstanceOf(IllegalStateException.class);
    inFlight.left(first);
    inFlight.left(second);
    assertThat(inFlight.isEmpty()).isTrue();
  }

  @Test
  void aLargeWindowIsAloneAndMakesRoomWhenItLeaves() {
    inFlight.entered(first, new CompletableFuture<>(), 5_000);
    assertThat(inFlight.isFull()).isTrue();
    inFlight.left(first);
    assertThat(inFlight.isFull()).isFalse();
  }

  @Test
  void oneThatIsAskedTwiceHoldsTwoWindowsAndLetsBothGo() {
    inFlight.entered(first, new CompletableFuture<>(), 60);
    inFlight.entered(first, new CompletableFuture<>(), 30);
    assertThat(inFlight.isFull()).isTrue();
    inFlight.left(first);
    assertThat(inFlight.size()).isEqualTo(1);
    inFlight.left(first);
    assertThat(inFlight.isEmpty()).isTrue();
    inFlight.entered(first, new CompletableFuture<>(), 99);
    assertThat(inFlight.isFull()).as("none of the 90 bytes is counted still").isFalse();
  }

  @Test
  void onlyTheReplyNobodyWaitsForIsCancelled() {
    CompletableFuture<String> reply = new CompletableFuture<>();
    CompletableFuture<String> other = new CompletableFuture<>();
    inFlight.entered(first, reply, 10);
    inFlight.entered(second, other, 10);
    inFlight.cancel(first);
    inFlight.cancel(new Ticket("yard", "gone", 0));
    assertThat(reply).isCancelled();
    assertThat(other).isNotDone();
  }
}
