package dev.vocostream.model.world;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Which things a question is about: those that its words fit, all if it names none. */
public final class Subject {
  private static final Map<Shape, Pattern> SHAPES =
      patterns(Shape.values(), shape -> shape.word() + "(e?s)?");
  private static final Map<Colour, Pattern> COLOURS = patterns(Colour.values(), Colour::word);
  private static final Map<Size, Pattern> SIZES = patterns(Size.values(), Size::word);
  private static final Map<Place, Pattern> PLACES = patterns(Place.values(), Description::at);

  private final List<Shape> shapes;
  private final List<Colour> colours;
  private final List<Size> sizes;
  private final List<Place> places; // of things now
  private final String question;
  private final boolean boxed;

  private Subject(Asked asked) {
    question = asked.question().toLowerCase(Locale.ROOT);
    shapes = named(SHAPES);
    colours = named(COLOURS);
    sizes = named(SIZES);
    // a question about time may name a place of the past
    List<Place> said = asked.type().temporal() ? List.of() : named(PLACES);
    places = mostExact(said);
    boxed = asked.type() == QuestionType.REFER;
  }

  /** What a question of any type is about. */
  public static Subject of(Asked asked) {
    return new Subject(asked);
  }

  public boolean fits(Seen seen) {
    return fits(shapes, seen.shape())
        && fits(colours, seen.colour())
        && fits(sizes, seen.size())
        && fits(places, seen.place())
        && (!boxed || question.contains(BoxAsker.box(seen)));
  }

  private static <T> boolean fits(List<T> named, T own) {
    return named.isEmpty() || named.contains(own);
  }

  private static <T> Map<T, Pattern> patterns(T[] values, Function<T, String> word) {
    Map<T, Pattern> patterns = new LinkedHashMap<>();
    for (T value : values) {
      patterns.put(value, Pattern.compile("\\b" + word.apply(value) + "\\b"));
    }
    return patterns;
  }

  /** In the order of the values. */
  private <T> List<T> named(Map<T, Pattern> patterns) {
    return patterns.entrySet().stream()
        .filter(entry -> entry.getValue().matcher(question).find())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The words for the upper left hold those for the top. */
  private static List<Place> mostExact(List<Place> said) {
    return said.stream()
        .filter(
            place ->
                said.stream()
                    .noneMatch(
                        other ->
                            other != place
                                && Description.at(other).startsWith(Description.at(place))))
        .toList();
  }
}
