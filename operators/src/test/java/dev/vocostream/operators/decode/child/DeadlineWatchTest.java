package dev.vocostream.operators.decode.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineWatchTest {
  @Test
  void endsWhenThereIsNobodyToWatchAndBeginsAgain() {
    for (int i = 0; i < 2; i++) {
      Interruption watched = new Interruption();
      DeadlineWatch.add(watched);
      assertThat(isThere()).isTrue();
      DeadlineWatch.remove(watched);
      await().atMost(Duration.ofMinutes(1)).until(() -> !isThere());
    }
  }

  private static boolean isThere() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("video deadlines"));
  }
}
