package dev.vocostream.model.world;

import dev.vocostream.model.world.Description.Kind;
import java.util.Comparator;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** All there is, ninth by ninth in reading order, and from left to right within one. */
final class CaptionAsker implements Asker {
  private static final Comparator<Seen> READING =
      Comparator.comparing(Seen::place).thenComparing(Seen::x);

  @Override
  public Optional<Draft> draft(Watched window, RandomGenerator random) {
    if (!window.now().stream().allMatch(Description::clearlyPlaced)) {
      return Optional.empty();
    }
    String all =
        window.now().stream()
            .sorted(READING)
            .map(seen -> new Description(Kind.ALL, seen).words() + " " + seen.place().words())
            .collect(Collectors.joining(", "));
    String caption = all.isEmpty() ? "nothing" : all;
    return Optional.of(Draft.of(QuestionType.CAPTION, "any", caption));
  }
}
