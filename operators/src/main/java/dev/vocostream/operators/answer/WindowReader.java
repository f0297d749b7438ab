package dev.vocostream.operators.answer;

import dev.vocostream.model.FitRule;
import dev.vocostream.model.HeldFrames;
import dev.vocostream.model.serving.ModelServer;
import dev.vocostream.operators.CameraAnswer.Gap;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.answer.ShownFrames.Shown;
import dev.vocostream.operators.answer.WindowReading.Picked;
import dev.vocostream.state.FrameMemory;
import dev.vocostream.state.UnchangedSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the frames of a question from the memory, and says what is missing in them. */
final class WindowReader {
  private static final String FORGOTTEN = "forgotten";
  private static final String THINNED = "thinned";

  private final AnswerSettings settings;
  private final Remembered remembered;
  private final FrameMemory memory;
  private final GapFinder gapFinder;
  private final FrameRecall frames;
  private final FullFrameRule full;
  private final ModelServer model;
  private final int room;
  private final MemoryMetrics metrics;

  WindowReader(Remembered remembered, ModelServer model) {
    this.settings = remembered.settings();
    this.remembered = remembered;
    this.memory = remembered.frames();
    this.gapFinder = new GapFinder(remembered);
    this.frames = new FrameRecall(remembered, model.description().fingerprint());
    this.full = new FullFrameRule(model.fullFrameTokens());
    this.model = model;
    this.room = settings.tokensOfWindow(model.description().bytesPerToken());
    this.metrics = remembered.metrics();
  }

  /**
   * Reads what the model does not have at hand. What it has counts as well against what a window
   * may hold: an answer must not depend on it.
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
    WindowReading reading = new WindowReading(camera.camera(), remembered, frames, gaps);
    Set<Long> pictures = remembered.pictures().times();
    List<Shown> readable = reading.readable(all, pictures);
    List<Picked> picked = pick(readable, pictures, Math.min(positions, room));
    HeldFrames held = model.hold(picked.stream().map(reading::name).toList());
    try {
      reading.read(picked, held);
    } catch (Throwable e) {
      held.close();
      throw e;
    }
    return new RecalledWindow(
        reading.times(),
        reading.window(),
        held,
        reading.remembered(readable),
        GapRule.longestOf(gaps));
  }

  /** The newest in full, where the model reads them so; the past in the room that is left. */
  private List<Picked> pick(List<Shown> all, Set<Long> pictures, int positions) throws Exception {
    int newest = full.count(all, positions, pictures);
    List<Shown> past = all.subList(0, all.size() - newest);
    Tokens tokens = new Tokens(memory.span().newest());
    int[] each = past.stream().mapToInt(tokens::of).toArray();
    FitRule fit = FitRule.fit(each, positions - newest * full.tokens());
    List<Picked> picked = new ArrayList<>();
    for (int i : fit.picks()) {
      picked.add(new Picked(past.get(i), Math.min(fit.tokensPerFrame(), each[i]), false));
    }
    for (Shown shown : all.subList(past.size(), all.size())) {
      picked.add(new Picked(shown, full.tokens(), true));
    }
    return picked;
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
      return settings.thinning().tokensAt(newest - shown.sample(), all);
    }
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
