package dev.vocostream.model.world;

import static dev.vocostream.model.world.QuestionType.MOVED;

import dev.vocostream.model.world.Description.Kind;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Which way did it move? Asked of what stayed, too. */
final class MovedAsker implements Asker {
  static final List<Kind> NAMES =
      List.of(Kind.COLOUR_SHAPE, Kind.SHAPE, Kind.COLOUR, Kind.SIZE_SHAPE);

  @Override
  public Optional<Draft> draft(Watched window, RandomGenerator random) {
    Span span = Span.draw(window, random);
    boolean moving = random.nextInt(3) > 0;
    List<Trail> trails =
        window.trails().stream()
            .filter(trail -> trail.staysFrom(span.from()))
            .filter(trail -> moving ? trail.motion(span.from()).isOneWay() : still(trail, span))
            .toList();
    if (trails.isEmpty()) {
      return Optional.empty();
    }
    Trail trail = Chance.pick(trails, random);
    String answer = moving ? trail.motion(span.from()).way().word() : "nowhere";
    Seen now = trail.at(span.last());
    return window
        .nameEver(trail, NAMES, random)
        .map(
            name ->
                Draft.of(MOVED, "any", answer)
                    .saying("it", name)
                    .over(span)
                    .about(now)
                    .within(ends(now), answer, moving ? 1 : 1.2));
  }

  private static boolean still(Trail trail, Span span) {
    return trail.motion(span.from()).none();
  }

  /** What its last place could give away: the ninth, and whether it is not where things rest. */
  static String ends(Seen now) {
    return now.place() + (offCentre(now.x()) ? "h" : "") + (offCentre(now.y()) ? "v" : "");
  }

  private static boolean offCentre(double at) {
    double inNinth = at * 3 - Math.floor(at * 3);
    return Math.abs(inNinth - 0.5) > 0.3;
  }
}
