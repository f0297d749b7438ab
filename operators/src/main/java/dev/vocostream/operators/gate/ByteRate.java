package dev.vocostream.operators.gate;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Holds back a camera that sends more than it may: whoever passes its bytes on waits here, and so
 * the camera waits, or what it sends is lost on its way to us. A second's worth may come at once,
 * as a key frame does. For all threads of a camera.
 *
 * <pre>
 * due    when what has passed would have passed at the rate
 * wait   until due; a camera that was quiet is at most a second ahead of it
 * </pre>
 */
public final class ByteRate implements AutoCloseable {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  // -- configuration
  private final long perSecond;
  private final LongSupplier nanos;

  // -- runtime
  private final CountDownLatch closed = new CountDownLatch(1);
  private long due;
  private long held;

  public ByteRate(long perSecond) {
    this(perSecond, System::nanoTime);
  }

  /**
   * @param nanos the time, as {@link System#nanoTime()} tells it
   */
  ByteRate(long perSecond, LongSupplier nanos) {
    if (perSecond < 1) {
      throw new IllegalArgumentException(
          "bytes a second must be positive, were %d".formatted(perSecond));
    }
    this.perSecond = perSecond;
    this.nanos = nanos;
    this.due = nanos.getAsLong() - SECOND;
  }

  /** Bytes have come; returns when the next may, or when nobody wants them any more. */
  public void passed(int bytes) {
    long wait = nanosAfter(bytes);
    try {
      if (wait > 0 && closed.await(wait, TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // who waits for sockets looks at those
    }
  }

  /** How long to wait after so many more bytes; 0: not at all. */
  synchronized long nanosAfter(int bytes) {
    long now = nanos.getAsLong();
    due =
        (due - (now - SECOND) > 0 ? due : now - SECOND)
            + (long) (bytes * (double) SECOND / perSecond);
    long wait = Math.max(0, due - now);
    held += wait > 0 ? bytes : 0;
    return wait;
  }

  /** Bytes that the camera had to wait after. */
  public synchronized long held() {
    return held;
  }

  /** Nobody waits any more. */
  @Override
  public void close() {
    closed.countDown();
  }
}
