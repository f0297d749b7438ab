package dev.vocostream.model.world;

import static dev.vocostream.model.world.QuestionType.MOVED;

import dev.vocostream.model.world.Description.Kind;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Which way did it move? Asked of what stayed, too. */
final class MovedAsker implements Asker {
  /** Spans that are tried for one in which something of the wanted kind happens. */
  static final int SPANS = 5;

  static final List<Kind> NAMES =
      List.of(Kind.COLOUR_SHAPE, Kind.SHAPE, Kind.COLOUR, Kind.SIZE_SHAPE);

  @Override
  public Optional<Draft> draft(Watched window, RandomGenerator random) {
    boolean moving = random.nextInt(10) < 7;
    return Chance.retry(SPANS, () -> draft(window, Span.draw(window, random), moving, random));
  }

  private static Optional<Draft> draft(
      Watched window, Span span, boolean moving, RandomGenerator random) {
    Optional<Trail> subject =
        window.trail(
            trail ->
                trail.staysFrom(span.from())
                    && (moving
                        ? trail.motion(span.from()).isOneWay()
                        : trail.motion(span.from()).none()),
            random);
    return subject.flatMap(
        trail -> {
          Seen now = trail.latest();
          String answer = moving ? trail.motion(span.from()).way().word() : "nowhere";
          return window
              .nameEver(trail, NAMES, random)
              .map(name -> Draft.of(MOVED, "any", answer).saying("it", name).over(span).about(now))
              .map(draft -> draft.within(ends(now), answer, moving ? 1 : 1.2));
        });
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
