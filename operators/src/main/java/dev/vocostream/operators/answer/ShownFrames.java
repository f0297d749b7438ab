package dev.vocostream.operators.answer;

import dev.vocostream.state.UnchangedSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a window shows. Where the scene stayed as it was, the sample of then stands for each of the
 * frames that were not compressed, so that the model sees as much time pass as there was, and
 * answers as if each of them had been.
 *
 * <pre>
 *   remembered  a         b c           c: the scene stayed until e
 *   unchanged   =======     =======
 *   shown       a  a  a   b c  c  c
 * </pre>
 */
final class ShownFrames {
  private ShownFrames() {}

  /**
   * A frame of the window.
   *
   * @param time of what it shows, epoch milliseconds
   * @param sample time of the remembered frame that shows it; the same, or earlier
   */
  record Shown(long time, long sample) {}

  /**
   * The frames of {@code [from, to]}, both inclusive, oldest first.
   *
   * @param times of the frames remembered in the window
   * @param spans that share a moment with the window
   * @param period of the camera, milliseconds
   */
  static List<Shown> of(
      List<Long> times, List<UnchangedSpan> spans, long from, long to, long period) {
    List<Shown> shown = new ArrayList<>(times.stream().map(time -> new Shown(time, time)).toList());
    for (UnchangedSpan span : spans) {
      addUnchanged(shown, span, from, to, period);
    }
    shown.sort(Comparator.comparingLong(Shown::time));
    if (shown.isEmpty() && !spans.isEmpty() && from <= to) {
      // Too short for a frame of its own, but it is known what was there.
      UnchangedSpan span = spans.get(0);
      shown.add(new Shown(Math.max(from, span.from()), span.sample()));
    }
    return shown;
  }

  /** A frame in each period of the span, its end among them: that one was seen. */
  private static void addUnchanged(
      List<Shown> shown, UnchangedSpan span, long from, long to, long period) {
    long length = span.to() - span.from();
    long steps = length == 0 ? 0 : Math.max(1, Math.round((double) length / period));
    // A span that begins with its sample has it already; one may be much longer than the window.
    long first = span.from() == span.sample() ? 1 : 0;
    long before = length == 0 ? 0 : Math.max(0, from - span.from()) * steps / length;
    for (long step = Math.max(first, before); step <= steps; step++) {
      long time = span.from() + (steps == 0 ? 0 : length * step / steps);
      if (time > to) {
        return;
      }
      if (time >= from) {
        shown.add(new Shown(time, span.sample()));
      }
    }
  }
}
