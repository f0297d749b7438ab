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
    return BALANCES.computeIfAbsent(split, s -> Balance.of(windows(s, WINDOWS)));
  }

  /** How far one gets without seeing frames, or seeing only the last. */
  public static BlindBound blindBound(int windows) {
    return BlindBound.of(of(QuestionMix.standard()), split -> windows(split, windows));
  }

  /** Windows of all lengths alike, without their pictures. */
  private static List<List<Moment>> windows(Split split, int count) {
    World world = new World(World.TRAINING_SEED);
    List<List<Moment>> windows = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      Scene scene = world.scene(split, number);
      int frames = 1 + number % Window.MOST_FRAMES;
      windows.add(Window.moments(scene, frames, new SplittableRandom(number)));
    }
    return windows;
  }
}
