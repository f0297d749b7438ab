package dev.vocostream.model.world;

import static dev.vocostream.model.world.QuestionType.BOX;
import static dev.vocostream.model.world.QuestionType.REFER;

import dev.vocostream.model.world.Description.Kind;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Where exactly is a thing, and which thing is exactly there? */
final class BoxAsker implements Asker {
  private static final List<Kind> NAMES =
      List.of(Kind.COLOUR_SHAPE, Kind.ALL, Kind.SHAPE, Kind.COLOUR);

  private final QuestionType type;

  BoxAsker(QuestionType type) {
    this.type = type;
  }

  @Override
  public Optional<Draft> draft(Watched window, RandomGenerator random) {
    if (window.now().isEmpty()) {
      return Optional.empty();
    }
    Seen subject = Chance.pick(window.now(), random);
    String box = box(subject);
    if (type == BOX) {
      return window
          .name(subject, NAMES, random)
          .map(name -> Draft.of(BOX, "any", box).saying("it", name).about(subject));
    }
    boolean alone = window.now().stream().filter(seen -> box(seen).equals(box)).count() == 1;
    String name = new Description(Kind.ALL, subject).words();
    return alone
        ? Optional.of(Draft.of(REFER, "any", name).saying("box", box).about(subject))
        : Optional.empty();
  }

  /** Left, upper, right and lower edge within the picture, as parts of its side. */
  static String box(Seen seen) {
    double r = seen.radius();
    return "[%s,%s,%s,%s]"
        .formatted(edge(seen.x() - r), edge(seen.y() - r), edge(seen.x() + r), edge(seen.y() + r));
  }

  private static String edge(double at) {
    long hundredths = Math.round(100 * Math.min(1, Math.max(0, at)));
    return hundredths / 100 + "." + hundredths % 100 / 10 + hundredths % 10;
  }
}
