package dev.vocostream.model.world;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Questions as people type them: in small letters, without the mark at the end, with a please. The
 * world words them with care, and who learns from those alone mishears others.
 *
 * <pre>
 *   How many things are there?      →  how many things are there
 *   Give me a box around the star.  →  please give me a box around the star
 *   Say what left.                  →  Can you say what left?
 * </pre>
 */
final class Typed {
  private static final double SMALL = 0.6;
  private static final double UNMARKED = 0.5;
  private static final double POLITE = 0.35;
  private static final double POLITE_AT_THE_END = 0.4;

  /**
   * What stands around a question, other than in another split, in words that training shows.
   *
   * @param beforeQuestion ends with "?"
   * @param beforeWish ends with "."; made a question by "can you" and the like
   */
  private record Manners(List<String> beforeQuestion, List<String> beforeWish, String behind) {}

  private static final Map<Split, Manners> MANNERS =
      new EnumMap<>(
          Map.of(
              Split.TRAIN,
              new Manners(
                  List.of(
                      "Please tell me, ", "Please: ", "Can you tell me, ", "Hello, ", "Tell me, "),
                  List.of("Please ", "Can you ", "Could you ", "Can you please ", "Hello, please "),
                  ", please"),
              Split.VALIDATION,
              new Manners(
                  List.of("Hello, please tell me, ", "Say, "),
                  List.of("Please, could you "),
                  " please"),
              Split.HELD_OUT,
              new Manners(
                  List.of("Could you please tell me, ", "Please say, "),
                  List.of("Hello, can you ", "Could you please "),
                  " please")));

  private Typed() {}

  /** The same question, typed in one of the split's ways. */
  static String of(String worded, Split split, RandomGenerator random) {
    String typed = worded;
    while (typed.equals(worded)) {
      typed = typed(worded, MANNERS.get(split), random);
    }
    return typed;
  }

  private static String typed(String worded, Manners manners, RandomGenerator random) {
    String said = random.nextDouble() < POLITE ? polite(worded, manners, random) : worded;
    if (random.nextDouble() < SMALL) {
      said = small(said);
    }
    return random.nextDouble() < UNMARKED ? unmarked(said) : said;
  }

  private static String polite(String worded, Manners manners, RandomGenerator random) {
    String mark = worded.substring(worded.length() - 1);
    if (random.nextDouble() < POLITE_AT_THE_END) {
      return unmarked(worded) + manners.behind() + mark;
    }
    boolean asks = mark.equals("?");
    String before = Chance.pick(asks ? manners.beforeQuestion() : manners.beforeWish(), random);
    boolean turned = before.toLowerCase(Locale.ROOT).contains("you ");
    return before + small(unmarked(worded)) + (asks || turned ? "?" : ".");
  }

  private static String unmarked(String text) {
    return text.substring(0, text.length() - 1);
  }

  private static String small(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
