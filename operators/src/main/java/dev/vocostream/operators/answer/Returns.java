package dev.vocostream.operators.answer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.util.function.BiConsumerWithException;
import org.apache.flink.util.function.ThrowingRunnable;

/** Brings what the model says back to the task thread. */
final class Returns {
  private final MailboxExecutor mailbox;
  private final ThrowingRunnable<Exception> afterwards;

  /**
   * @param afterwards done on the task thread after each step, as there is room now
   */
  Returns(MailboxExecutor mailbox, ThrowingRunnable<Exception> afterwards) {
    this.mailbox = mailbox;
    this.afterwards = afterwards;
  }

  /**
   * @param step done on the task thread with the result, or with what went wrong; the other is null
   */
  <T> void bring(CompletableFuture<T> said, BiConsumerWithException<T, Throwable, Exception> step) {
    said.whenComplete(
        (result, error) ->
            post(
                () -> {
                  step.accept(result, error);
                  afterwards.run();
                }));
  }

  /** Does only what is done after each step. */
  void bringNothing() {
    post(afterwards);
  }

  /** Waits for something to be brought, and does the step. */
  void await() throws InterruptedException {
    mailbox.yield();
  }

  private void post(ThrowingRunnable<Exception> work) {
    try {
      mailbox.execute(work, "answer");
    } catch (RejectedExecutionException e) {
      // The task ends; what was asked is in its last checkpoint and will be asked again.
    }
  }
}
