package dev.vocostream.operators.decode.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StartsTest {
  private final Starts starts = new Starts(2);
  private final AtomicInteger started = new AtomicInteger();

  private Thread startOne() {
    Thread thread =
        new Thread(
            () -> {
              try {
                starts.take();
                started.incrementAndGet();
              } catch (InterruptedException e) {
                started.addAndGet(100);
              }
            });
    thread.start();
    return thread;
  }

  @Test
  void theNextStartsWhenOneHasStartedAndIsOverOnce() throws Exception {
    Starts.Turn first = starts.take();
    starts.take();
    Thread third = startOne();
    await().until(() -> third.getState() == Thread.State.WAITING);
    assertThat(started).hasValue(0);
    first.over();
    first.over();
    await().until(() -> started.get() == 1);
    Thread fourth = startOne();
    await().until(() -> fourth.getState() == Thread.State.WAITING);
    fourth.interrupt();
    fourth.join();
    assertThat(started).hasValue(101);
    third.join();
  }
}
