package dev.vocostream.operators.answer;

import dev.vocostream.model.Activations;
import dev.vocostream.model.DType;
import dev.vocostream.model.ModelDescription;
import dev.vocostream.operators.CameraAnswer.Gap;
import dev.vocostream.state.FrameEntry;
import dev.vocostream.state.FrameMemory;
import dev.vocostream.state.UnreadableEntryException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the frames of a question from the memory, and says what is missing in them. */
final class WindowReader {
  private static final String FORGOTTEN = "forgotten";

  private static final Logger LOG = LoggerFactory.getLogger(WindowReader.class);

  private final FrameMemory memory;
  private final ModelDescription model;

  WindowReader(FrameMemory memory, ModelDescription model) {
    this.memory = memory;
    this.model = model;
  }

  /**
   * @param positions how many VoCo tokens fit beside the question, at least one
   * @param rule what counts as a gap in this camera's memory
   */
  RecalledWindow read(PendingQuestion pending, int positions, GapRule rule) throws Exception {
    List<Long> all = memory.times(pending.from(), pending.to());
    FitRule fit = FitRule.fit(all.size(), model.tokensPerFrame(), positions);
    List<Gap> gaps = withoutFrames(pending, all, rule);
    List<Long> times = new ArrayList<>();
    List<Activations> activations = new ArrayList<>();
    UnreadableEntryException unreadable = null;
    long before = Long.MIN_VALUE;
    for (int pick : fit.picks()) {
      long time = all.get(pick);
      try {
        Activations frame = recall(time, pending.asked().camera());
        activations.add(frame.truncate(fit.tokensPerFrame()));
        times.add(time);
      } catch (UnreadableEntryException e) {
        unreadable = e;
        addUnreadable(gaps, time, before, e.reason());
      }
      before = time;
    }
    if (unreadable != null) {
      int left = fit.picks().length - times.size();
      LOG.warn(
          "camera '{}': {} frames: {}", pending.asked().camera(), left, unreadable.getMessage());
    }
    return new RecalledWindow(times, activations, all.size(), GapRule.longestOf(gaps));
  }

  /** Frames in a row that cannot be read for one reason are one gap. */
  private static void addUnreadable(List<Gap> gaps, long time, long before, String reason) {
    Gap last = gaps.isEmpty() ? null : gaps.get(gaps.size() - 1);
    if (last != null && last.to() == before && last.reason().equals(reason)) {
      gaps.set(gaps.size() - 1, new Gap(last.from(), time, reason));
    } else {
      gaps.add(new Gap(time, time, reason));
    }
  }

  private Activations recall(long time, String camera) throws Exception {
    FrameEntry entry = FrameEntry.read(memory.recall(time), camera, model.fingerprint());
    return new Activations(entry.tokens(), DType.ofCode(entry.dtype()), entry.activations());
  }

  /** What was remembered once and is no more, then what never came. */
  private List<Gap> withoutFrames(PendingQuestion pending, List<Long> times, GapRule rule)
      throws Exception {
    List<Gap> gaps = new ArrayList<>();
    long from = pending.from();
    Long forgottenTo = memory.span().forgottenTo();
    if (forgottenTo != null && from <= forgottenTo) {
      from = Math.min(pending.to(), forgottenTo);
      gaps.add(new Gap(pending.from(), from, FORGOTTEN));
    }
    gaps.addAll(rule.missing(times, from, pending.to()));
    return gaps;
  }
}
