package dev.vocostream.operators.decode.child;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that raises the flags of those whose deadline has passed. It sleeps until the earliest
 * deadline it knows of, a second at most; moving a deadline on costs nothing. It ends when there is
 * nobody to watch: a thread that stays keeps the classes of a job that is gone.
 */
final class DeadlineWatch {
  private static final Set<Interruption> ALL = ConcurrentHashMap.newKeySet();
  private static final long LONGEST_NANOS = 1_000_000_000;

  private static volatile long wakesAt = System.nanoTime();
  private static volatile Thread thread; // null while there is nobody to watch

  private DeadlineWatch() {}

  static synchronized void add(Interruption interruption) {
    ALL.add(interruption);
    if (thread == null) {
      thread = new Thread(DeadlineWatch::run, "video deadlines");
      thread.setDaemon(true);
      thread.start();
    }
    LockSupport.unpark(thread);
  }

  static void remove(Interruption interruption) {
    ALL.remove(interruption);
  }

  /** Somebody has a deadline that may be earlier than all others. */
  static void expect(long deadline) {
    if (deadline - wakesAt < 0) {
      LockSupport.unpark(thread);
    }
  }

  private static synchronized boolean hasEnded() {
    if (ALL.isEmpty()) {
      thread = null;
    }
    return thread == null;
  }

  private static void run() {
    while (!hasEnded()) {
      long now = System.nanoTime();
      long wake = now + LONGEST_NANOS;
      wakesAt = wake; // before looking: a deadline set meanwhile wakes us again
      for (Interruption each : ALL) {
        long next = each.look(now);
        wake = next != Long.MAX_VALUE && next - wake < 0 ? next : wake;
      }
      wakesAt = wake;
      LockSupport.parkNanos(wake - System.nanoTime());
    }
  }
}
