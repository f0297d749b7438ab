package dev.vocostream.model.world;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Which shape comes in which colour, by split. Training never shows the few that validation and
 * held-out scenes have to themselves, though it shows every shape and every colour.
 */
final class Combinations {
  private static final Map<Split, List<Look>> OWN =
      Map.of(
          Split.TRAIN,
          List.of(),
          Split.VALIDATION,
          List.of(
              new Look(Shape.TRIANGLE, Colour.PURPLE),
              new Look(Shape.SQUARE, Colour.YELLOW),
              new Look(Shape.STAR, Colour.BLACK)),
          Split.HELD_OUT,
          List.of(
              new Look(Shape.CROSS, Colour.BLUE),
              new Look(Shape.CIRCLE, Colour.GREEN),
              new Look(Shape.STAR, Colour.RED)));

  private static final Map<Colour, List<Look>> TRAINING = training();

  private Combinations() {}

  /** Those that no other split shows; none for training. */
  static List<Look> own(Split split) {
    return OWN.get(split);
  }

  /** Those of a colour that training shows, and the other splits too. */
  static List<Look> training(Colour colour) {
    return TRAINING.get(colour);
  }

  private static Map<Colour, List<Look>> training() {
    Map<Colour, List<Look>> looks = new EnumMap<>(Colour.class);
    for (Colour colour : Colour.values()) {
      List<Look> ofColour = new ArrayList<>();
      for (Shape shape : Shape.values()) {
        Look look = new Look(shape, colour);
        if (OWN.values().stream().noneMatch(own -> own.contains(look))) {
          ofColour.add(look);
        }
      }
      looks.put(colour, List.copyOf(ofColour));
    }
    return looks;
  }
}
