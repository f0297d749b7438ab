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
  static final String FORGOTTEN = "forgotten";

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
    RecalledWindow window =
        new RecalledWindow(
            new ArrayList<>(), new ArrayList<>(), all.size(), withoutFrames(pending, all, rule));
    UnreadableEntryException unreadable = null;
    for (int pick : fit.picks()) {
      long time = all.get(pick);
      try {
        Activations frame = recall(time, pending.asked().camera());
        window.activations().add(frame.truncate(fit.tokensPerFrame()));
        window.times().add(time);
      } catch (UnreadableEntryException e) {
        unreadable = e;
        window.gaps().add(new Gap(time, time, e.reason()));
      }
    }
    if (unreadable != null) {
      int left = fit.picks().length - window.times().size();
      LOG.warn(
          "camera '{}': {} frames: {}", pending.asked().camera(), left, unreadable.getMessage());
    }
    return window;
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
