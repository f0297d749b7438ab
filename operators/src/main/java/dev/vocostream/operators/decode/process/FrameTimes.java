package dev.vocostream.operators.decode.process;

import dev.vocostream.operators.decode.child.WallClock;
import dev.vocostream.operators.decode.process.Message.Frame;

/**
 * Which frame times of a stream are believed: later than all before, those of former connections
 * too, and of a live camera not ahead of our clock. One frame of a later century would be the last
 * one of its camera, as each frame is later than the one before, and make all others forgotten. Not
 * for several threads at once.
 */
final class FrameTimes {
  /** The decoder's clock and ours leap at different times where the machine's is set. */
  private static final long MOST_AHEAD_MILLIS = 5000;

  // -- configuration
  private final WallClock clock; // null: a file, whose frames are of any time

  // -- runtime
  private long last;

  private FrameTimes(long last, WallClock clock) {
    this.last = last;
    this.clock = clock;
  }

  static FrameTimes of(DecoderRequest request) {
    long last = request.from().lastFrame();
    return new FrameTimes(last, request.live() == null ? null : WallClock.system(last));
  }

  void refuse(Frame frame) throws PipeException {
    if (frame.time() <= last) {
      throw refused(frame, "later than " + last);
    }
    if (clock != null && frame.time() - MOST_AHEAD_MILLIS > clock.millis()) {
      throw refused(frame, "at most %d ms after %d".formatted(MOST_AHEAD_MILLIS, clock.millis()));
    }
    last = frame.time();
  }

  private static PipeException refused(Frame frame, String expected) {
    return new PipeException(
        PipeException.Fault.VALUE,
        "a frame of time %d, %s expected".formatted(frame.time(), expected));
  }
}
