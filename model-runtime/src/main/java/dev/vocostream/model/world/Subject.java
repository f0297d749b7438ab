package dev.vocostream.model.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Which things a question is about: those that its words fit, all if it names none. */
public final class Subject {
  private final List<Shape> shapes;
  private final List<Colour> colours;
  private final List<Size> sizes;
  private final List<Place> places; // of things now
  private final String question;
  private final boolean boxed;

  private Subject(Asked asked) {
    question = asked.question().toLowerCase(Locale.ROOT);
    shapes = named(Shape.values(), shape -> shape.word() + "(e?s)?");
    colours = named(Colour.values(), Colour::word);
    sizes = named(Size.values(), Size::word);
    // a question about time may name a place of the past
    List<Place> said = asked.type().temporal() ? List.of() : named(Place.values(), Description::at);
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

  private <T> List<T> named(T[] values, Function<T, String> word) {
    List<T> named = new ArrayList<>();
    for (T value : values) {
      if (Pattern.compile("\\b" + word.apply(value) + "\\b").matcher(question).find()) {
        named.add(value);
      }
    }
    return named;
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
