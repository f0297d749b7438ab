package dev.vocostream.operators.decode.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Ends a process and the threads that read from it: in bounded time, interrupted or not. */
final class Ending {
  private final long limitNanos;
  private boolean interrupted;

  private Ending(Duration limit) {
    this.limitNanos = limit.toNanos();
  }

  /**
   * Asks the process to end, kills it after {@code limit}, and waits for it and for the threads at
   * most {@code limit} each; false if one of them is still there.
   */
  static boolean of(Process process, List<Thread> readers, Duration limit) {
    Ending ending = new Ending(limit);
    process.destroy();
    ending.await(process);
    if (process.isAlive()) {
      process.destroyForcibly();
      ending.await(process);
    }
    for (Thread reader : readers) {
      reader.interrupt();
      ending.await(reader);
    }
    if (ending.interrupted) {
      Thread.currentThread().interrupt();
    }
    return !process.isAlive() && readers.stream().noneMatch(Thread::isAlive);
  }

  private void await(Process process) {
    long end = System.nanoTime() + limitNanos;
    for (long left = limitNanos; left > 0; left = end - System.nanoTime()) {
      try {
        process.waitFor(left, TimeUnit.NANOSECONDS);
        return;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  private void await(Thread thread) {
    long end = System.nanoTime() + limitNanos;
    for (long left = limitNanos; left > 0; left = end - System.nanoTime()) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(thread, left);
        return;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }
}
