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
  private static final Logger LOG = LoggerFactory.getLogger(WindowReader.class);

  private final FrameMemory memory;
  private final ModelDescription model;

  WindowReader(FrameMemory memory, ModelDescription model) {
    this.memory = memory;
    this.model = model;
  }

  /**
   * @param positions how many VoCo tokens fit beside the question, at least one
   */
  RecalledWindow read(PendingQuestion pending, int positions) throws Exception {
    List<Long> all = memory.times(pending.from(), pending.to());
    FitRule fit = FitRule.fit(all.size(), model.tokensPerFrame(), positions);
    List<Gap> gaps = forgotten(pending);
    List<Long> times = new ArrayList<>(fit.picks().length);
    List<Activations> activations = new ArrayList<>(fit.picks().length);
    UnreadableEntryException unreadable = null;
    for (int pick : fit.picks()) {
      long time = all.get(pick);
      try {
        activations.add(recall(time, pending.asked().camera()).truncate(fit.tokensPerFrame()));
        times.add(time);
      } catch (UnreadableEntryException e) {
        unreadable = e;
        gaps.add(new Gap(time, time, e.reason()));
      }
    }
    if (unreadable != null) {
      int left = fit.picks().length - times.size();
      LOG.warn(
          "camera '{}': {} frames: {}", pending.asked().camera(), left, unreadable.getMessage());
    }
    return new RecalledWindow(times, activations, all.size(), gaps);
  }

  private Activations recall(long time, String camera) throws Exception {
    FrameEntry entry = FrameEntry.read(memory.recall(time), camera, model.fingerprint());
    return new Activations(entry.tokens(), DType.ofCode(entry.dtype()), entry.activations());
  }

  /** The part of the window that was remembered once and is no more. */
  private List<Gap> forgotten(PendingQuestion pending) throws Exception {
    List<Gap> gaps = new ArrayList<>();
    Long forgottenTo = memory.span().forgottenTo();
    if (forgottenTo != null && pending.from() <= forgottenTo) {
      gaps.add(new Gap(pending.from(), Math.min(pending.to(), forgottenTo), "forgotten"));
    }
    return gaps;
  }
}
