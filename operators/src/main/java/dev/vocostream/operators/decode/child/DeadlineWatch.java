package dev.vocostream.operators.decode.child;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that raises the flags of those whose deadline has passed. It sleeps until the earliest
 * deadline it knows of, a second at most; moving a deadline on costs nothing.
 */
final class DeadlineWatch {
  private static final Set<Interruption> ALL = ConcurrentHashMap.newKeySet();
  private static final long LONGEST_NANOS = 1_000_000_000;

  private static volatile long wakesAt = System.nanoTime();
  private static final Thread THREAD = start();

  private DeadlineWatch() {}

  private static Thread start() {
    Thread thread = new Thread(DeadlineWatch::run, "video deadlines");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  static void add(Interruption interruption) {
    ALL.add(interruption);
    LockSupport.unpark(THREAD);
  }

  static void remove(Interruption interruption) {
    ALL.remove(interruption);
  }

  /** Somebody has a deadline that may be earlier than all others. */
  static void expect(long deadline) {
    if (deadline - wakesAt < 0) {
      LockSupport.unpark(THREAD);
    }
  }

  private static void run() {
    while (true) {
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
