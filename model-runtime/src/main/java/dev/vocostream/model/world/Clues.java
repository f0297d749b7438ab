package dev.vocostream.model.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a guesser could go by who knows the question, and perhaps the last moment.
 *
 * @param last what is seen at the last moment, in reading order
 */
record Clues(Draft draft, List<Seen> last) {
  private static final Comparator<Seen> READING =
      Comparator.comparing(Seen::place).thenComparing(Seen::x).thenComparing(Seen::y);

  Clues {
    last = last.stream().sorted(READING).toList();
  }

  String answer() {
    return draft.answer();
  }

  /** Keys for tables that know the question, coarse and exact. */
  Map<String, String> ofText() {
    return Map.of("form", draft.form(), "said", draft.said());
  }

  /** Keys for tables that know the question and the last moment, in several ways. */
  Map<String, String> ofMoment() {
    String form = draft.form();
    String said = draft.said();
    String when = draft.words().getOrDefault("when", draft.words().getOrDefault("then", ""));
    String subject = draft.subject().map(MovedAsker::ends).orElse("");
    String places = last.stream().map(MovedAsker::ends).collect(Collectors.joining(","));
    String named = named() + "";
    return Map.of(
        "said", said,
        "size", form + "|" + last.size(),
        "size when", form + when + "|" + last.size(),
        "said size", said + "|" + last.size(),
        "subject", form + "|" + subject,
        "subject when", form + when + "|" + subject,
        "said subject", said + "|" + subject,
        "places", form + "|" + places,
        "named", said + "|" + named,
        "named size", form + when + "|" + named + "|" + last.size());
  }

  /**
   * Guesses that are right: the answer itself, and what it is at the last moment, such as the
   * second thing in reading order or the subject's colour.
   */
  List<String> guesses() {
    List<String> good = new ArrayList<>();
    good.add(answer());
    for (int i = 0; i < last.size(); i++) {
      if (Description.name(last.get(i)).equals(answer())) {
        good.add("#" + i);
      }
    }
    draft.subject().filter(s -> says(s)).ifPresent(s -> good.add("#subject"));
    return good;
  }

  private boolean says(Seen subject) {
    return List.of(
            Description.name(subject),
            subject.colour().word(),
            subject.shape().word(),
            subject.size().word(),
            subject.place().words())
        .contains(answer());
  }

  /** How many of the things at the last moment a description in the question fits. */
  private long named() {
    String a = draft.words().getOrDefault("a", "");
    return last.stream()
        .filter(
            seen ->
                Arrays.stream(Description.Kind.values())
                    .anyMatch(kind -> new Description(kind, seen).indefinite().equals(a)))
        .count();
  }
}
