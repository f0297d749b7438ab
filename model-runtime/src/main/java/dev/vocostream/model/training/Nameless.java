package dev.vocostream.model.training;

import dev.vocostream.model.world.Asked;
import dev.vocostream.model.world.Colour;
import dev.vocostream.model.world.Moment;
import dev.vocostream.model.world.QuestionMix;
import dev.vocostream.model.world.QuestionType;
import dev.vocostream.model.world.Questions;
import dev.vocostream.model.world.Scene;
import dev.vocostream.model.world.Seen;
import dev.vocostream.model.world.Shape;
import dev.vocostream.model.world.Split;
import dev.vocostream.model.world.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Windows in which shapes are known and colours have no names, or the other way round. What a shape
 * is, is then learnt from more than the few looks that training shows, and so is what a colour is:
 *
 * <pre>
 *   circle    red  yellow  blue ..  │ turquoise  brown  lilac ..      → of a green thing: circle
 *   green     square  star  cross   │ peanut  trefoil  kidney ..      → of a circle: green
 *             as training shows it  │ nameless
 * </pre>
 *
 * Nothing is asked or told of what has no name.
 */
enum Nameless {
  COLOURS(
      Scene::inNamelessColours, Seen::colourless, Arrays.stream(Colour.values()).map(Colour::word)),
  SHAPES(Scene::inNamelessShapes, Seen::shapeless, Arrays.stream(Shape.values()).map(Shape::word));

  /** Of eight windows; the others have all names. Shapes are what is harder to learn. */
  private static final List<Nameless> OF_EIGHT = List.of(COLOURS, COLOURS, COLOURS, SHAPES, SHAPES);

  private static final int EIGHT = 8;

  /** Most questions name what has no name here. */
  private static final int DRAWN = 24;

  /** Types whose answers nearly all do: those that do not would be "nothing" each time. */
  private static final List<QuestionType> UNASKED =
      List.of(
          QuestionType.CAPTION,
          QuestionType.REFER,
          QuestionType.FIRST,
          QuestionType.ENTERED,
          QuestionType.LEFT,
          QuestionType.BEFORE);

  /** Types that are all about what still has a name. */
  private static final List<QuestionType> ASKED_MORE =
      List.of(QuestionType.SHAPE, QuestionType.COLOUR, QuestionType.EXISTS);

  private static final int MORE = 3;

  private final UnaryOperator<Scene> disguise;
  private final UnaryOperator<Seen> told;
  private final Pattern names;

  Nameless(UnaryOperator<Scene> disguise, UnaryOperator<Seen> told, Stream<String> names) {
    this.disguise = disguise;
    this.told = told;
    String any = names.collect(Collectors.joining("|"));
    this.names = Pattern.compile("\\b(%s)(e?s)?\\b".formatted(any));
  }

  /** For five of eight windows; empty where all have names. */
  static Optional<Nameless> draw(RandomGenerator random) {
    int drawn = random.nextInt(EIGHT);
    return drawn < OF_EIGHT.size() ? Optional.of(OF_EIGHT.get(drawn)) : Optional.empty();
  }

  Scene of(Scene scene) {
    return disguise.apply(scene);
  }

  /** The same questions, some more often and some never. */
  static QuestionMix mix(QuestionMix usual) {
    QuestionMix mix = usual;
    for (QuestionType type : UNASKED) {
      mix = mix.with(type, 0);
    }
    for (QuestionType type : ASKED_MORE) {
      mix = mix.with(type, MORE * usual.weights().getOrDefault(type, 0.0));
    }
    return mix;
  }

  /**
   * What can be asked about such a window, and what is true of it.
   *
   * @param window of such a scene; what is true of it has all names
   * @param questions of {@link #mix}
   * @param most questions
   */
  Questioned asked(
      Window window, Questions questions, Split split, RandomGenerator random, int most) {
    List<Asked> asked =
        questions.about(window.moments(), split, random, DRAWN).stream()
            .filter(a -> !names.matcher(a.question() + " " + a.answer()).find())
            .limit(most)
            .toList();
    List<Moment> moments = window.moments().stream().map(this::told).toList();
    return new Questioned(new Window(window.pictures(), moments), asked);
  }

  /** Whether all that happens in a window would still be seen to happen: a change of colour not. */
  boolean fits(List<Moment> moments) {
    List<Seen> seen = moments.stream().flatMap(m -> m.seen().stream()).toList();
    long things = seen.stream().map(Seen::thing).distinct().count();
    long looks = seen.stream().map(s -> List.of(s.thing(), s.colour())).distinct().count();
    return this != COLOURS || looks == things;
  }

  private Moment told(Moment moment) {
    return new Moment(moment.second(), moment.seen().stream().map(told).toList());
  }
}
