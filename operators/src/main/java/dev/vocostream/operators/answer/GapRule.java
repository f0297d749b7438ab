package dev.vocostream.operators.answer;

import dev.vocostream.operators.CameraAnswer.Gap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where a window has no frames although its camera should have sent some: the camera was away, or
 * the job was.
 *
 * <pre>
 *   from ........ f f f f f ........... f f f f f f f to
 *       └ missing ┘       └── missing ──┘
 * </pre>
 *
 * @param longestMillis the longest time between two frames that is no gap
 */
record GapRule(long longestMillis) {
  static final String MISSING = "missing";

  /** An answer must fit in a message; shorter gaps are left out before longer ones. */
  private static final int MOST = 100;

  private static final int PERIODS = 3;
  private static final long SHORTEST_MILLIS = 2_000;

  /** A camera with so many frames a second: three frames missing, and at least two seconds. */
  static GapRule at(double fps) {
    return new GapRule(Math.max(SHORTEST_MILLIS, Math.round(PERIODS * 1000 / fps)));
  }

  /**
   * All gaps between these frames and the ends of the window, oldest first.
   *
   * @param times of the frames, epoch milliseconds, rising
   */
  List<Gap> missing(List<Long> times, long from, long to) {
    return unknown(times.stream().map(time -> new Known(time, time)).toList(), from, to);
  }

  /**
   * A part of time of which it is known what was there, or why there is nothing: a frame, a span
   * without changes, a recorded gap. Epoch milliseconds, both ends inclusive.
   */
  record Known(long from, long to) {}

  /** All gaps between what is known and the ends of the window, oldest first. */
  List<Gap> unknown(List<Known> parts, long from, long to) {
    List<Gap> gaps = new ArrayList<>();
    long last = from;
    for (Known part : parts.stream().sorted(Comparator.comparingLong(Known::from)).toList()) {
      addIfGap(gaps, last, Math.min(to, part.from));
      last = Math.max(last, part.to);
    }
    addIfGap(gaps, last, to);
    return gaps;
  }

  private void addIfGap(List<Gap> gaps, long from, long to) {
    if (to - from > longestMillis) {
      gaps.add(new Gap(from, to, MISSING));
    }
  }

  /** At most a hundred gaps, in order of time. */
  static List<Gap> longestOf(List<Gap> gaps) {
    return gaps.stream()
        .sorted(Comparator.comparingLong((Gap gap) -> gap.from() - gap.to()))
        .limit(MOST)
        .sorted(Comparator.comparingLong(Gap::from))
        .toList();
  }
}
