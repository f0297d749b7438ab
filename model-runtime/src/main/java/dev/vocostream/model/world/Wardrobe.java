package dev.vocostream.model.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Gives each thing of a scene a look that no other has at any time. Some scenes favour a shape or a
 * colour, so that several of a kind are common.
 */
final class Wardrobe {
  private static final double FAVOURS = 0.35;
  private static final double TAKES_FAVOURITE = 0.6;
  private static final double SHOWS_OWN = 0.5;

  // -- configuration
  private final Split split;
  private final Random random;
  private final Shape shape;
  private final Colour colour;

  // -- runtime
  private final Set<Look> taken = new HashSet<>();

  Wardrobe(Split split, Random random) {
    this.split = split;
    this.random = random;
    this.shape = random.nextDouble() < FAVOURS ? one(List.of(Shape.values())) : null;
    this.colour = random.nextDouble() < FAVOURS ? one(List.of(Colour.values())) : null;
  }

  /** The looks of {@code things} things; about half the time one that only this split has. */
  List<Look> draw(int things) {
    List<Look> looks = new ArrayList<>();
    List<Look> own = Combinations.own(split);
    int special = !own.isEmpty() && random.nextDouble() < SHOWS_OWN ? random.nextInt(things) : -1;
    for (int thing = 0; thing < things; thing++) {
      looks.add(thing == special ? take(one(own)) : common());
    }
    return looks;
  }

  private Look common() {
    while (true) {
      Colour next = colour != null && favours() ? colour : one(List.of(Colour.values()));
      Look look = one(Combinations.training(next));
      boolean fits = shape == null || look.shape() == shape || !favours();
      if (fits && !taken.contains(look)) {
        return take(look);
      }
    }
  }

  /** Another colour for a thing of this look; its own if others have all the rest. */
  Colour repaint(Look worn) {
    List<Look> free =
        Arrays.stream(Colour.values())
            .flatMap(each -> Combinations.training(each).stream())
            .filter(look -> look.shape() == worn.shape() && !taken.contains(look))
            .toList();
    return free.isEmpty() ? worn.colour() : take(one(free)).colour();
  }

  private boolean favours() {
    return random.nextDouble() < TAKES_FAVOURITE;
  }

  private Look take(Look look) {
    taken.add(look);
    return look;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
