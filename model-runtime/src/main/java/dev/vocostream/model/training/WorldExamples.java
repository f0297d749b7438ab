package dev.vocostream.model.training;

import dev.vocostream.model.world.Questions;
import dev.vocostream.model.world.Scene;
import dev.vocostream.model.world.Split;
import dev.vocostream.model.world.Window;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongFunction;

/** Windows of scenes of the world with questions about them: as many as anybody wants. */
final class WorldExamples implements ExampleSource {
  private static final int ALIKE = 32;

  private final LongFunction<Scene> scenes;
  private final Questions questions;
  private final Split split;
  private final Map<Integer, Double> windows;
  private final int asked;
  private final Questions ofNameless; // null if all windows have all names

  /**
   * @param scenes by number
   * @param split whose wordings are used
   * @param windows how often windows of so many frames occur, by frames
   * @param asked questions of a window
   * @param nameless whether most windows are {@link Nameless}
   */
  WorldExamples(
      LongFunction<Scene> scenes,
      Questions questions,
      Split split,
      Map<Integer, Double> windows,
      int asked,
      boolean nameless) {
    this.scenes = scenes;
    this.questions = questions;
    this.ofNameless = nameless ? questions.with(Nameless.mix(questions.mix())) : null;
    this.split = split;
    this.windows = new TreeMap<>(windows);
    this.asked = asked;
  }

  @Override
  public long size() {
    return Long.MAX_VALUE;
  }

  @Override
  public Example get(long number) {
    return asked(number).example();
  }

  /** The same, with what is true of it. */
  Questioned asked(long number) {
    SplittableRandom random = new SplittableRandom(number);
    Optional<Questioned> nameless = nameless(number);
    if (nameless.isPresent()) {
      return nameless.get();
    }
    Window window = window(number, random);
    return new Questioned(window, questions.about(window.moments(), split, random, asked));
  }

  private Optional<Questioned> nameless(long number) {
    return ofNameless == null
        ? Optional.empty()
        : Nameless.draw(new SplittableRandom(~number)).flatMap(what -> nameless(what, number));
  }

  private Optional<Questioned> nameless(Nameless what, long number) {
    Scene scene = scenes.apply(number);
    int frames = frames(number);
    if (!what.fits(Window.moments(scene, frames, new SplittableRandom(number)))) {
      return Optional.empty(); // before pictures are drawn
    }
    SplittableRandom random = new SplittableRandom(number);
    Window window = Window.of(what.of(scene), frames, random);
    return Optional.of(what.asked(window, ofNameless, split, random, asked));
  }

  /** The same, with nothing asked. */
  Window window(long number) {
    return window(number, new SplittableRandom(number));
  }

  private Window window(long number, SplittableRandom random) {
    return Window.of(scenes.apply(number), frames(number), random);
  }

  /**
   * Draws how many frames a window has, from how often windows of so many occur. Neighbours have
   * equally many, since only such go through the model together.
   */
  private int frames(long number) {
    double all = windows.values().stream().mapToDouble(Double::doubleValue).sum();
    double point = new SplittableRandom(number / ALIKE).nextDouble() * all;
    int last = 0;
    for (Map.Entry<Integer, Double> entry : windows.entrySet()) {
      last = entry.getKey();
      point -= entry.getValue();
      if (point < 0) {
        break;
      }
    }
    return last;
  }
}
