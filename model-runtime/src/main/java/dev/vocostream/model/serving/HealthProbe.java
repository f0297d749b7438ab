package dev.vocostream.model.serving;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Asks a device again and again whether it is there: a GPU may hang without an error, and the
 * thread that waits for it then waits for ever.
 *
 * <pre>
 *   period     |  1  |  2  |  3  |  4  |
 *   the call   ├──ok ├──── · ─── · ─── ·
 *   misses           0     1     2     3 ─► the process ends
 * </pre>
 *
 * A call that is still out is waited for, not repeated. A model that is busy with long work is not
 * lost: whatever else it completed counts as an answer.
 */
final class HealthProbe implements AutoCloseable {
  private final HealthRule rule;
  private final Supplier<? extends CompletableFuture<?>> call;
  private final LongSupplier completed;
  private final ProcessEnd end;
  private final ScheduledExecutorService clock;
  private volatile boolean closed;

  // -- only the clock's thread
  private CompletableFuture<?> asked; // null before the first time
  private long completedBefore;
  private int missesInARow;

  /**
   * Asks nothing until {@link #start}.
   *
   * @param call a trivial piece of work on the device, which also waits for it (a synchronisation)
   * @param completed how much work of all kinds the model has completed without failure, ever
   */
  HealthProbe(
      HealthRule rule,
      Supplier<? extends CompletableFuture<?>> call,
      LongSupplier completed,
      ProcessEnd end) {
    this.rule = rule;
    this.call = call;
    this.completed = completed;
    this.end = end;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "model health");
              thread.setDaemon(true);
              return thread;
            });
  }

  HealthProbe start() {
    long period = rule.period().toNanos();
    // with a delay between, so that a process that was stopped for a while does not catch up
    clock.scheduleWithFixedDelay(this::tick, 0, period, TimeUnit.NANOSECONDS);
    return this;
  }

  /** A period has passed. */
  void tick() {
    if (asked != null) {
      missesInARow = rule.missesAfter(missesInARow, isAlive());
      if (rule.isLost(missesInARow) && !closed) {
        close();
        end.halt(
            "the device gave no answer in %d periods of %s; the last call %s"
                .formatted(
                    missesInARow, rule.period(), asked.isDone() ? "failed" : "is still out"));
        return;
      }
    }
    completedBefore = completed.getAsLong();
    if (asked == null || asked.isDone()) {
      asked = ask();
    }
  }

  private boolean isAlive() {
    boolean answered = asked.isDone() && !asked.isCompletedExceptionally();
    return answered || completed.getAsLong() > completedBefore;
  }

  private CompletableFuture<?> ask() {
    try {
      return call.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** No further call, and nothing ends any more. Does not wait. */
  @Override
  public void close() {
    closed = true;
    clock.shutdown(); // no interrupt: a halt that is under way must reach the log
  }
}
