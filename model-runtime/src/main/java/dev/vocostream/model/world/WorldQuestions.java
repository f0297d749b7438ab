package dev.vocostream.model.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/** Questions about this world's scenes, balanced on them. */
public final class WorldQuestions {
  /** Windows of a split that the balance is measured on. */
  private static final int WINDOWS = 8_000;

  private static final Map<Split, Balance> BALANCES = new ConcurrentHashMap<>();

  private WorldQuestions() {}

  /**
   * The same for every world: worlds differ by their seeds only, and the balance must not depend on
   * the one that happens to be asked about.
   */
  public static Questions of(QuestionMix mix) {
    return new Questions(WorldQuestions::balance, mix);
  }

  private static Balance balance(Split split) {
    return BALANCES.computeIfAbsent(
        split, s -> Balance.of(windows(World.TRAINING_SEED, s, 0, WINDOWS)));
  }

  /**
   * How far one gets without seeing frames, or seeing only the last, who has learnt from the world
   * that models are trained on.
   *
   * @param split that is asked about
   * @param seed of the world that is asked about
   * @param windows to learn from, and to be asked about
   */
  public static BlindBound blindBound(Split split, long seed, int windows) {
    int unseen = split == Split.TRAIN ? windows : 0; // scenes that nothing was learnt from
    return BlindBound.of(
        of(QuestionMix.standard()),
        windows(World.TRAINING_SEED, Split.TRAIN, 0, windows),
        split,
        windows(seed, split, unseen, windows));
  }

  /**
   * Windows of all lengths alike, without their pictures.
   *
   * @param from number of the first scene
   */
  private static List<List<Moment>> windows(long seed, Split split, int from, int count) {
    World world = new World(seed);
    List<List<Moment>> windows = new ArrayList<>();
    for (int number = from; number < from + count; number++) {
      Scene scene = world.scene(split, number);
      int frames = 1 + number % Window.MOST_FRAMES;
      windows.add(Window.moments(scene, frames, new SplittableRandom(number)));
    }
    return windows;
  }
}
