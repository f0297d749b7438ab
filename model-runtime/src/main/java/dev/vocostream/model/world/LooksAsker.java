package dev.vocostream.model.world;

import dev.vocostream.model.world.Description.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** One look, or the place, of a thing that its other looks single out. */
final class LooksAsker implements Asker {
  private final QuestionType type;
  private final List<Kind> names;
  private final Function<Seen, String> answer;

  private LooksAsker(QuestionType type, List<Kind> names, Function<Seen, String> answer) {
    this.type = type;
    this.names = names;
    this.answer = answer;
  }

  static Asker colour() {
    List<Kind> names = List.of(Kind.SHAPE, Kind.SIZE_SHAPE, Kind.PLACE);
    return new LooksAsker(QuestionType.COLOUR, names, seen -> seen.colour().word());
  }

  static Asker shape() {
    List<Kind> names = List.of(Kind.COLOUR, Kind.SIZE_COLOUR, Kind.PLACE);
    return new LooksAsker(QuestionType.SHAPE, names, seen -> seen.shape().word());
  }

  static Asker size() {
    List<Kind> names = List.of(Kind.SHAPE, Kind.COLOUR, Kind.COLOUR_SHAPE, Kind.PLACE);
    return new LooksAsker(QuestionType.SIZE, names, seen -> seen.size().word());
  }

  static Asker where() {
    List<Kind> names = List.of(Kind.SHAPE, Kind.COLOUR, Kind.COLOUR_SHAPE, Kind.SIZE_SHAPE);
    return new LooksAsker(
        QuestionType.WHERE,
        names,
        seen -> Description.clearlyPlaced(seen) ? seen.place().words() : "");
  }

  @Override
  public Optional<Draft> draft(Watched window, RandomGenerator random) {
    if (window.now().isEmpty()) {
      return Optional.empty();
    }
    Seen subject = Chance.pick(window.now(), random);
    String answered = answer.apply(subject);
    if (answered.isEmpty()) {
      return Optional.empty();
    }
    return window
        .name(subject, List.of(Chance.pick(names, random)), random)
        .map(
            name ->
                Draft.of(type, "any", answered)
                    .saying("it", name)
                    .about(subject)
                    .evenIn(type == QuestionType.SIZE ? "size" : "all"));
  }
}
