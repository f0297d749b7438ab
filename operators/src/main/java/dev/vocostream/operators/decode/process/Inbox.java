package dev.vocostream.operators.decode.process;

import dev.vocostream.operators.decode.child.ClockOffset;
import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import dev.vocostream.operators.decode.process.Message.Dropped;
import dev.vocostream.operators.decode.process.Message.Ended;
import dev.vocostream.operators.decode.process.Message.Failed;
import dev.vocostream.operators.decode.process.Message.Frame;
import dev.vocostream.operators.decode.process.Message.Heartbeat;
import dev.vocostream.operators.decode.process.Message.Hello;
import dev.vocostream.operators.decode.process.Message.Opened;
import java.time.Duration;

/**
 * Between the thread that reads the pipe and the one that wants frames: room for one frame, how the
 * video ended, and the counts. Either the newest frame replaces one that was not taken, or the pipe
 * is not read on until there is room.
 */
final class Inbox {
  // -- configuration
  private final boolean newestWins;
  private final Deadlines deadlines;

  // -- runtime
  private Frame frame;
  private Message end;
  private VideoException failure;
  private boolean closed;
  private boolean silent;
  private boolean greeted;
  private Opened opened;
  private long heard = System.nanoTime();
  private long progress = heard;
  private long received;
  private long delivered;
  private long replaced;
  private long decoded;
  private long clockOffset = ClockOffset.UNKNOWN;
  private Dropped dropped = Dropped.NONE;

  Inbox(boolean newestWins, Deadlines deadlines) {
    this.newestWins = newestWins;
    this.deadlines = deadlines;
  }

  /** Takes in a message; waits for room, unless the newest wins or the inbox is closed. */
  synchronized void put(Message message) throws PipeException, InterruptedException {
    heard = System.nanoTime();
    if (message instanceof Hello) {
      greeted = true;
      progress = heard;
    } else if (message instanceof Opened open) {
      opened = open;
      progress = heard;
    } else if (message instanceof Heartbeat heartbeat) {
      decoded = heartbeat.decoded();
      clockOffset = heartbeat.clockOffset();
    } else if (message instanceof Dropped counts) {
      dropped = counts;
    } else if (message instanceof Frame next) {
      put(next);
    } else if (message instanceof Ended ended) {
      decoded = ended.decoded();
      end(message);
    } else if (message instanceof Failed failed) {
      if (failed.fault() == VideoException.Fault.CANCELLED && !closed) {
        throw new PipeException(
            PipeException.Fault.VALUE, "cancelled, although nobody has closed it");
      }
      decoded = failed.decoded();
      end(message);
    }
    notifyAll();
  }

  /** Another stream of the process has said something: it lives. */
  synchronized void hear() {
    heard = System.nanoTime();
  }

  private void put(Frame next) throws InterruptedException {
    received++;
    progress = heard;
    while (frame != null && !newestWins && !closed) {
      wait();
    }
    if (frame != null && newestWins) {
      replaced++;
    }
    if (frame == null || newestWins) {
      frame = next;
    }
  }

  private void end(Message message) throws PipeException {
    long found = received + dropped.total();
    if (decoded != found) {
      throw new PipeException(
          PipeException.Fault.VALUE,
          "%d pictures were decoded, but %d frames and %s make %d"
              .formatted(decoded, received, dropped, found));
    }
    end = message;
  }

  /** Nothing more comes; without effect after an end. */
  synchronized void fail(VideoException why) {
    if (end == null && failure == null) {
      failure = why;
    }
    notifyAll();
  }

  /** Nobody takes frames any more. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  private boolean isOver() {
    return end != null || failure != null;
  }

  /** Whether its last message has come. */
  synchronized boolean hasEnded() {
    return end != null;
  }

  /**
   * The next frame, or null at the end of the video.
   *
   * @param who for messages
   * @throws VideoException if the video cannot be read on, the child is gone or a deadline passed
   */
  synchronized Frame take(String who) throws VideoException, InterruptedException {
    long since = System.nanoTime();
    while (frame == null && !closed && !isOver()) {
      String late = lateness(since);
      if (late != null) {
        failure = new VideoException(Fault.STALLED, who + ": " + late);
      } else {
        wait(Math.max(1, leftNanos(since) / 1_000_000));
      }
    }
    if (closed) {
      throw new VideoException(Fault.CANCELLED, who + ": closed");
    }
    if (frame != null) {
      Frame taken = frame;
      frame = null;
      delivered++;
      notifyAll();
      return taken;
    }
    if (failure != null) {
      throw new VideoException(failure.fault(), failure.getMessage());
    }
    if (end instanceof Failed failed) {
      throw new VideoException(failed.fault(), LastWords.harmless(failed.text()));
    }
    return null;
  }

  private String lateness(long since) {
    if (leftNanos(since) > 0) {
      return null;
    }
    Duration limit = limit();
    silent = !greeted || left(since, heard, deadlines.silence()) <= 0;
    if (silent && greeted) {
      return "no sign of life within " + deadlines.silence().toMillis() + " ms";
    }
    return missing() + " within " + limit.toMillis() + " ms";
  }

  private String missing() {
    if (!greeted) {
      return "did not start";
    }
    if (opened == null) {
      return "could not open its input";
    }
    return received == 0 ? "no first frame" : "no next frame";
  }

  private Duration limit() {
    if (!greeted) {
      return deadlines.start();
    }
    if (opened == null) {
      return deadlines.open();
    }
    return received == 0 ? deadlines.firstFrame() : deadlines.nextFrame();
  }

  /** Until the first deadline; both begin anew when somebody begins to wait. */
  private long leftNanos(long since) {
    long toProgress = left(since, progress, limit());
    return greeted ? Math.min(toProgress, left(since, heard, deadlines.silence())) : toProgress;
  }

  private static long left(long since, long last, Duration limit) {
    long from = since - last > 0 ? since : last;
    return limit.toNanos() - (System.nanoTime() - from);
  }

  /** Whether a deadline passed without any message: it is the process that hangs. */
  synchronized boolean isSilent() {
    return silent;
  }

  /** How the video ended; null unless it was played to its end. */
  synchronized Ended ended() {
    return end instanceof Ended ended ? ended : null;
  }

  /** What the input is; null before it is open. */
  synchronized Opened opened() {
    return opened;
  }

  /** In milliseconds, as of the last heartbeat; or {@link ClockOffset#UNKNOWN}. */
  synchronized long clockOffset() {
    return clockOffset;
  }

  synchronized Accounts accounts() {
    long untaken = received - delivered - replaced;
    return new Accounts(
        Math.max(decoded, received + dropped.total()),
        delivered,
        replaced,
        untaken,
        dropped.notSampled(),
        dropped.beforeStart(),
        dropped.notConverted());
  }
}
