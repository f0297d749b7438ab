package dev.vocostream.operators.decode.child;

import dev.vocostream.operators.decode.child.VideoException.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;

/**
 * How a decoder that is busy in native code is stopped: by {@link #cancel()}, from any thread and
 * for good, or by a deadline. FFmpeg asks while it waits; a deadline that fired stays fired even if
 * the call then claims success, because its parsers hide the first error behind a last frame.
 */
public final class Interruption {
  /** One serves every decoder: JavaCPP has ten of a kind, and never calls an eleventh. */
  private static final Question QUESTION = new Question();

  private static final Map<Long, Interruption> BY_ID = new ConcurrentHashMap<>();
  private static final AtomicLong IDS = new AtomicLong();

  private final long id = IDS.incrementAndGet();
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private volatile boolean fired;
  private volatile long deadline;

  /** Every decoder that uses this fails with {@link Fault#CANCELLED}, now and later. */
  public void cancel() {
    cancelled.countDown();
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
  void attach(AVFormatContext format) {
    fired = false;
    BY_ID.put(id, this);
    format.interrupt_callback().callback(QUESTION).opaque(new Id(id));
  }

  void detach() {
    BY_ID.remove(id);
  }

  /** What follows must be done within {@code limit}. */
  void within(Duration limit) {
    deadline = System.nanoTime() + limit.toNanos();
  }

  /** Throws if cancelled, or if a deadline has passed. */
  void check(String what) throws VideoException {
    checkCancelled(what);
    if (isDue()) {
      throw new VideoException(Fault.STALLED, what + ": no answer within the deadline");
    }
  }

  /** Throws if cancelled; between calls into FFmpeg no deadline runs. */
  void checkCancelled(String what) throws VideoException {
    if (isCancelled()) {
      throw new VideoException(Fault.CANCELLED, what + ": cancelled");
    }
  }

  private boolean isDue() {
    if (isCancelled() || System.nanoTime() - deadline > 0) {
      fired = true;
    }
    return fired;
  }

  /** Runs inside FFmpeg: must not throw. */
  private static final class Question extends AVIOInterruptCB.Callback_Pointer {
    @Override
    public int call(Pointer opaque) {
      Interruption asked = opaque == null ? null : BY_ID.get(opaque.address());
      return asked != null && asked.isDue() ? 1 : 0;
    }
  }

  /** A number that travels through FFmpeg as an address; nothing is behind it. */
  private static final class Id extends Pointer {
    Id(long id) {
      address = id;
    }
  }
}
