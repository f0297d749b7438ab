package dev.vocostream.operators.answer;

import dev.vocostream.operators.CameraAnswer.Gap;
import dev.vocostream.operators.answer.GapRule.Known;
import dev.vocostream.state.FrameMemory;
import java.util.ArrayList;
import java.util.List;

/** What the current camera's memory lacks: because the camera was away, or for no known reason. */
final class GapFinder {
  private final FrameMemory memory;
  private final RecordedGaps recorded;

  GapFinder(Remembered remembered) {
    this.memory = remembered.frames();
    this.recorded = remembered.gaps();
  }

  /** Gaps in {@code [from, to]}, epoch milliseconds: those the camera told of, then the others. */
  List<Gap> between(long from, long to, GapRule rule) throws Exception {
    List<Gap> away = recorded.between(from, to);
    List<Known> known = new ArrayList<>();
    memory.times(from, to).forEach(time -> known.add(new Known(time, time)));
    memory.unchanged(from, to).forEach(span -> known.add(new Known(span.from(), span.to())));
    memory.thinned(from, to).forEach(span -> known.add(new Known(span.from(), span.to())));
    away.forEach(gap -> known.add(new Known(gap.from(), gap.to())));
    List<Gap> gaps = new ArrayList<>(away);
    gaps.addAll(rule.unknown(known, from, to));
    return gaps;
  }
}
