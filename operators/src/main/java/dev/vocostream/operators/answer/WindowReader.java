package dev.vocostream.operators.answer;

import dev.vocostream.model.Activations;
import dev.vocostream.model.DType;
import dev.vocostream.model.FrameId;
import dev.vocostream.model.HeldFrames;
import dev.vocostream.model.Window;
import dev.vocostream.model.serving.ModelServer;
import dev.vocostream.operators.CameraAnswer.Gap;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.answer.ShownFrames.Shown;
import dev.vocostream.state.FrameEntry;
import dev.vocostream.state.FrameMemory;
import dev.vocostream.state.UnchangedSpan;
import dev.vocostream.state.UnreadableEntryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the frames of a question from the memory, and says what is missing in them. */
final class WindowReader {
  private static final String FORGOTTEN = "forgotten";

  private static final Logger LOG = LoggerFactory.getLogger(WindowReader.class);

  private final FrameMemory memory;
  private final GapFinder gapFinder;
  private final FrameNames names;
  private final ModelServer model;
  private final MemoryMetrics metrics;

  WindowReader(Remembered remembered, ModelServer model) {
    this.memory = remembered.frames();
    this.gapFinder = new GapFinder(remembered);
    this.names = remembered.names();
    this.model = model;
    this.metrics = remembered.metrics();
  }

  /**
   * Reads what the model does not have at hand.
   *
   * @param positions how many VoCo tokens fit beside the question, at least one
   * @param camera says how often a frame is due
   */
  RecalledWindow read(WindowRule window, int positions, CameraTerms camera) throws Exception {
    long start = System.nanoTime();
    RecalledWindow recalled = recall(window, positions, camera);
    metrics.windowRead(recalled, System.nanoTime() - start);
    return recalled;
  }

  private RecalledWindow recall(WindowRule window, int positions, CameraTerms camera)
      throws Exception {
    List<Long> inWindow = memory.times(window.from(), window.to());
    List<UnchangedSpan> unchanged = memory.unchanged(window.from(), window.to());
    List<Gap> gaps = withoutFrames(window, GapRule.at(camera.fps()));
    List<Shown> all =
        ShownFrames.of(inWindow, unchanged, window.from(), window.to(), camera.periodMillis());
    FitRule fit = FitRule.fit(all.size(), model.description().tokensPerFrame(), positions);
    List<Shown> picked = Arrays.stream(fit.picks()).mapToObj(all::get).toList();
    Reading reading = new Reading(camera.camera(), gaps, fit.tokensPerFrame());
    HeldFrames held = model.hold(picked.stream().map(reading::name).toList());
    try {
      for (Shown shown : picked) {
        reading.read(shown, held);
      }
    } catch (Throwable e) {
      held.close();
      throw e;
    }
    reading.warnOfUnreadable();
    int remembered = (int) all.stream().mapToLong(Shown::sample).distinct().count();
    return new RecalledWindow(
        reading.times, new Window(reading.frames), held, remembered, GapRule.longestOf(gaps));
  }

  /** The frames of one window, one after another. */
  private final class Reading {
    private final String camera;
    private final List<Gap> gaps;
    private final List<Long> times = new ArrayList<>();
    private final int tokens;
    private final List<Window.Frame> frames = new ArrayList<>();
    private UnreadableEntryException unreadable;
    private int left;
    private long before = Long.MIN_VALUE;

    /**
     * @param tokens of each frame, at most
     */
    Reading(String camera, List<Gap> gaps, int tokens) {
      this.camera = camera;
      this.gaps = gaps;
      this.tokens = tokens;
    }

    FrameId name(Shown shown) {
      return names.of(camera, shown.sample(), tokens);
    }

    void read(Shown shown, HeldFrames held) throws Exception {
      try {
        Window.Frame atHand = held.frame(name(shown));
        frames.add(atHand == null ? recall(shown) : atHand);
        times.add(shown.sample());
      } catch (UnreadableEntryException e) {
        unreadable = e;
        left++;
        addUnreadable(gaps, shown.time(), before, e.reason());
      }
      before = shown.time();
    }

    /** A sample that stands for several frames is read once. */
    private Window.Frame recall(Shown shown) throws Exception {
      int last = times.size() - 1;
      if (last >= 0 && times.get(last) == shown.sample()) {
        return frames.get(last);
      }
      Activations kept = WindowReader.this.recall(shown.sample(), camera);
      return Window.Frame.given(name(shown), kept.truncate(Math.min(tokens, kept.tokens())));
    }

    void warnOfUnreadable() {
      if (unreadable != null) {
        LOG.warn("camera '{}': {} frames: {}", camera, left, unreadable.getMessage());
      }
    }
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
    FrameEntry entry =
        FrameEntry.read(memory.recall(time), camera, model.description().fingerprint());
    return new Activations(entry.tokens(), DType.ofCode(entry.dtype()), entry.activations());
  }

  /** What was remembered once and is no more, when the camera was away, and what never came. */
  private List<Gap> withoutFrames(WindowRule window, GapRule rule) throws Exception {
    List<Gap> gaps = new ArrayList<>();
    long from = window.from();
    Long forgottenTo = memory.span().forgottenTo();
    if (forgottenTo != null && from <= forgottenTo) {
      from = Math.min(window.to(), forgottenTo);
      gaps.add(new Gap(window.from(), from, FORGOTTEN));
    }
    gaps.addAll(gapFinder.between(from, window.to(), rule));
    return gaps;
  }
}
