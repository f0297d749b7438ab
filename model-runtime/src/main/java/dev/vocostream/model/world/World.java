package dev.vocostream.model.world;

/**
 * Short scenes as a still camera sees them: a few coloured shapes that stand, enter, leave, move,
 * change colour and hide. Scenes are found by number, in any order: the same seed, split and number
 * give the same scene, always, and on the same Java release the same pixels. Two splits have no
 * scene in common, and validation and held-out scenes show some shapes in colours in which no
 * training scene has them.
 *
 * <p>Safe for any number of threads.
 */
public final class World {
  /** The world that the bundled model is trained on. */
  public static final long TRAINING_SEED = 1;

  private final long seed;

  public World(long seed) {
    this.seed = seed;
  }

  /** Whether any training scene may have such a thing. */
  public static boolean trainingShows(Shape shape, Colour colour) {
    return Combinations.training(colour).contains(new Look(shape, colour));
  }

  /**
   * The scene of a number.
   *
   * @param number from 0
   */
  public Scene scene(Split split, long number) {
    if (number < 0) {
      throw new IllegalArgumentException("scenes are numbered from 0, asked for " + number);
    }
    return Scene.of(split, Seeds.of(Seeds.of(seed, split.ordinal()), number));
  }
}
