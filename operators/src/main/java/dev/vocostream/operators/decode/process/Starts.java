package dev.vocostream.operators.decode.process;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many decoding processes may be on their way at once. Each loads FFmpeg, which takes a
 * processor for most of a second: many that start together, after a restart or when a network comes
 * back, would all be late, be taken for hung, be killed and start together again.
 */
final class Starts {
  /** Of this process, whoever starts them. */
  static final Starts SHARED = new Starts(Math.max(2, Runtime.getRuntime().availableProcessors()));

  private final Semaphore free;

  Starts(int atOnce) {
    this.free = new Semaphore(atOnce, true);
  }

  /** Waits until one more may start; {@link Turn#over()} is to be called whatever comes of it. */
  Turn take() throws InterruptedException {
    free.acquire();
    return new Turn();
  }

  /** A process that starts. */
  final class Turn {
    private final AtomicBoolean over = new AtomicBoolean();

    private Turn() {}

    /** It has started, or never will; every call but the first does nothing. */
    void over() {
      if (over.compareAndSet(false, true)) {
        free.release();
      }
    }
  }
}
