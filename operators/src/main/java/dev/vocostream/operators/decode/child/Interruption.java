package dev.vocostream.operators.decode.child;

import dev.vocostream.operators.decode.child.VideoException.Fault;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;

/**
 * How a decoder that is busy in native code is stopped: by {@link #cancel()}, from any thread and
 * for good, or by a deadline. FFmpeg looks while it waits; a deadline that fired stays fired even
 * if the call then claims success, because its parsers hide the first error behind a last frame.
 */
public final class Interruption {
  private static final long NEVER = Long.MAX_VALUE;

  private final CountDownLatch cancelled = new CountDownLatch(1);
  private boolean fired;
  private long deadline = NEVER; // of System.nanoTime
  private StopFlag flag; // null: no decoder

  /** Every decoder that uses this fails with {@link Fault#CANCELLED}, now and later. */
  public void cancel() {
    cancelled.countDown();
    synchronized (this) {
      raise();
    }
  }

  public boolean isCancelled() {
    return cancelled.getCount() == 0;
  }

  /** Waits, at most until cancelled. */
  public void await(Duration time) throws InterruptedException {
    if (cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new InterruptedException("cancelled");
    }
  }

  /** Attaches to a context that is not yet open; {@link #detach()} when it is closed. */
  synchronized void attach(AVFormatContext format) {
    fired = false;
    flag = StopFlag.attach(format);
    if (isCancelled()) {
      raise();
    } else if (isDue(System.nanoTime())) {
      fire(); // here and now: whoever watches may look too late, when another deadline is set
    }
    DeadlineWatch.add(this);
  }

  synchronized void detach() {
    DeadlineWatch.remove(this);
    if (flag != null) {
      flag.close();
      flag = null;
    }
  }

  /** What follows, up to the next {@link #check}, must be done within {@code limit}. */
  void within(Duration limit) {
    long due = System.nanoTime() + limit.toNanos();
    synchronized (this) {
      deadline = due;
      if (limit.isNegative() || limit.isZero()) {
        fire();
      }
    }
    DeadlineWatch.expect(due);
  }

  /** Throws if cancelled, or if a deadline has passed; between calls into FFmpeg none runs. */
  void check(String what) throws VideoException {
    checkCancelled(what);
    synchronized (this) {
      if (!fired && !isDue(System.nanoTime())) {
        deadline = NEVER;
        return;
      }
      fire();
    }
    throw new VideoException(Fault.STALLED, what + ": no answer within the deadline");
  }

  /** Throws if cancelled. */
  void checkCancelled(String what) throws VideoException {
    if (isCancelled()) {
      throw new VideoException(Fault.CANCELLED, what + ": cancelled");
    }
  }

  /** Fires if the deadline has passed; returns when it has to be looked at next. */
  synchronized long look(long now) {
    if (isDue(now)) {
      fire();
    }
    return fired ? NEVER : deadline;
  }

  private boolean isDue(long now) {
    return deadline != NEVER && now - deadline >= 0;
  }

  private void fire() {
    fired = true;
    raise();
  }

  private void raise() {
    if (flag != null) {
      flag.raise();
    }
  }
}
