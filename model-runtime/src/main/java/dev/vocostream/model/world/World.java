package dev.vocostream.model.world;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Short scenes of a few things as a fixed camera sees them, as many as anybody wants. The same
 * seed, split and number give the same scene.
 *
 * <p>Splits differ in their scenes, and in which shapes have which colours: of the forty
 * combinations, three are in validation scenes only and three in held-out scenes only.
 *
 * @param seed another one gives scenes that nobody has seen before
 */
public record World(long seed) {
  private static final double OWN_COMBINATION = 0.2;
  private static final List<Combination> VALIDATION =
      List.of(
          new Combination(Shape.CIRCLE, Colour.ORANGE),
          new Combination(Shape.STAR, Colour.BLUE),
          new Combination(Shape.SQUARE, Colour.WHITE));
  private static final List<Combination> HELD_OUT =
      List.of(
          new Combination(Shape.TRIANGLE, Colour.PURPLE),
          new Combination(Shape.CROSS, Colour.YELLOW),
          new Combination(Shape.CIRCLE, Colour.GREEN));

  /** What no two things of a scene share. */
  record Combination(Shape shape, Colour colour) {}

  public Scene scene(Split split, long number) {
    long mixed = seed * 0x9E3779B97F4A7C15L + split.ordinal() * 0xD1B54A32D192ED03L + number;
    return new SceneMaker(this, split, new SplittableRandom(mixed)).make();
  }

  /** Combinations that scenes of a split may show. */
  static List<Combination> combinations(Split split) {
    List<Combination> combinations = new ArrayList<>();
    for (Shape shape : EnumSet.allOf(Shape.class)) {
      for (Colour colour : EnumSet.allOf(Colour.class)) {
        Combination combination = new Combination(shape, colour);
        boolean allowed =
            switch (split) {
              case TRAIN -> !VALIDATION.contains(combination) && !HELD_OUT.contains(combination);
              case VALIDATION -> !HELD_OUT.contains(combination);
              case HELD_OUT -> !VALIDATION.contains(combination);
            };
        if (allowed) {
          combinations.add(combination);
        }
      }
    }
    return combinations;
  }

  /** A combination for a thing of a scene; a split's own ones are favoured. */
  static Combination combination(Split split, SplittableRandom random) {
    List<Combination> own =
        switch (split) {
          case TRAIN -> List.of();
          case VALIDATION -> VALIDATION;
          case HELD_OUT -> HELD_OUT;
        };
    boolean takesOwn = !own.isEmpty() && random.nextDouble() < OWN_COMBINATION;
    List<Combination> from = takesOwn ? own : combinations(split);
    return from.get(random.nextInt(from.size()));
  }
}
