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
  private static final String THINNED = "thinned";

  private static final Logger LOG = LoggerFactory.getLogger(WindowReader.class);

  private final Remembered remembered;
  private final FrameMemory memory;
  private final GapFinder gapFinder;
  private final FrameNames names;
  private final ModelServer model;
  private final MemoryMetrics metrics;

  WindowReader(Remembered remembered, ModelServer model) {
    this.remembered = remembered;
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
    if (all.isEmpty()) {
      gaps.addAll(thinnedOut(window));
    }
    Tokens tokens = new Tokens(memory.span().newest());
    FitRule fit = FitRule.fit(all.stream().mapToInt(tokens::of).toArray(), positions);
    List<Shown> picked = Arrays.stream(fit.picks()).mapToObj(all::get).toList();
    Reading reading = new Reading(camera.camera(), gaps, tokens, fit.tokensPerFrame());
    HeldFrames held = model.hold(picked.stream().map(reading::name).toList());
    try {
      for (Shown shown : picked) {
        reading.read(shown, held);
      }
    } catch (Throwable e) {
      held.close();
      throw e;
    }
    reading.tellOfUnreadable();
    int remembered = (int) all.stream().mapToLong(Shown::sample).distinct().count();
    return new RecalledWindow(
        reading.times, new Window(reading.frames), held, remembered, GapRule.longestOf(gaps));
  }

  /**
   * What frames have by their age. A frame may have more still, as thinning it waits for the next
   * to come, or fewer; its name says no more than is read of it, whenever that is.
   *
   * @param newest frame time, epoch milliseconds; null without any frame
   */
  private final class Tokens {
    private final Long newest;
    private final int all = model.description().tokensPerFrame();

    Tokens(Long newest) {
      this.newest = newest;
    }

    int of(Shown shown) {
      return remembered.tokensAt(newest - shown.sample(), all);
    }
  }

  /** The frames of one window, one after another. */
  private final class Reading {
    private final String camera;
    private final List<Gap> gaps;
    private final List<Long> times = new ArrayList<>();
    private final Tokens tokens;
    private final int most;
    private final List<Window.Frame> frames = new ArrayList<>();
    private UnreadableEntryException unreadable;
    private int left;
    private long before = Long.MIN_VALUE;

    /**
     * @param most tokens of each frame
     */
    Reading(String camera, List<Gap> gaps, Tokens tokens, int most) {
      this.camera = camera;
      this.gaps = gaps;
      this.tokens = tokens;
      this.most = most;
    }

    FrameId name(Shown shown) {
      return names.of(camera, shown.sample(), Math.min(most, tokens.of(shown)));
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
      FrameId name = name(shown);
      return Window.Frame.given(name, kept.truncate(Math.min(name.tokens(), kept.tokens())));
    }

    void tellOfUnreadable() {
      if (unreadable != null) {
        metrics.unreadableFrames(camera, left);
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

  /** Why there is no frame in a window where some were seen. */
  private List<Gap> thinnedOut(WindowRule window) throws Exception {
    return memory.thinned(window.from(), window.to()).stream()
        .map(
            span ->
                new Gap(
                    Math.max(window.from(), span.from()),
                    Math.min(window.to(), span.to()),
                    THINNED))
        .toList();
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
