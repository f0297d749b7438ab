package dev.vocostream.model.world;

import static dev.vocostream.model.world.QuestionType.EXISTS;

import dev.vocostream.model.world.Description.Kind;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Is there such a thing? What is missing shares a look with what is there in half of the cases. */
final class ExistsAsker implements Asker {
  static final List<Kind> KINDS =
      List.of(
          Kind.SHAPE,
          Kind.COLOUR,
          Kind.COLOUR_SHAPE,
          Kind.COLOUR_SHAPE,
          Kind.COLOUR_SHAPE,
          Kind.SIZE_SHAPE,
          Kind.ALL);

  @Override
  public Optional<Draft> draft(Watched window, RandomGenerator random) {
    Kind kind = Chance.pick(KINDS, random);
    boolean there = random.nextBoolean();
    if (there && window.now().isEmpty()) {
      return Optional.empty();
    }
    Optional<Seen> like =
        there
            ? Optional.of(Chance.pick(window.now(), random))
            : missing(window, kind, window.now(), random);
    return like.map(thing -> new Description(kind, thing)).map(d -> draft(d, there));
  }

  private static Draft draft(Description description, boolean there) {
    return Draft.of(EXISTS, "any", there ? "yes" : "no")
        .saying("a", description.indefinite())
        .evenIn(cell(description));
  }

  /** A thing of elsewhere whose description fits none of these. */
  static Optional<Seen> missing(
      Watched window, Kind kind, List<Seen> among, RandomGenerator random) {
    boolean alike = random.nextBoolean() && !among.isEmpty();
    return window
        .strangers()
        .pick(
            stranger ->
                !new Description(kind, stranger).fitsAny(among)
                    && (!alike || among.stream().anyMatch(seen -> alike(seen, stranger))),
            random);
  }

  private static boolean alike(Seen one, Seen other) {
    return one.colour() == other.colour() || one.shape() == other.shape();
  }

  /** The words themselves where they are few; else words of the same kind, which are alike. */
  static String cell(Description description) {
    Kind kind = description.kind();
    return kind == Kind.SHAPE || kind == Kind.COLOUR ? description.words() : kind.name();
  }
}
