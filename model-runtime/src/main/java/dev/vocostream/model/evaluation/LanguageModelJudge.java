package dev.vocostream.model.evaluation;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A judge that puts the comparison to a language model, in the form of Video-ChatGPT's: the reply
 * must hold a mapping with {@code pred} (yes or no) and {@code score} (a number, cut to a whole one
 * of 0 to 5). A reply that does not is asked for again.
 *
 * @param model name and version, recorded with every score
 * @param language what replies to a prompt
 * @param attempts replies that are asked for at most, at least 1
 */
public record LanguageModelJudge(String model, UnaryOperator<String> language, int attempts)
    implements Judge {
  private static final Pattern PRED =
      Pattern.compile("['\"]pred['\"]\\s*:\\s*['\"](yes|no)['\"]", Pattern.CASE_INSENSITIVE);

  private static final Pattern SCORE =
      Pattern.compile("['\"]score['\"]\\s*:\\s*['\"]?([0-5])(?:\\.\\d+)?(?![\\d.])");

  public LanguageModelJudge {
    if (attempts < 1) {
      throw new IllegalArgumentException("a judge needs at least 1 attempt, had " + attempts);
    }
  }

  @Override
  public Optional<Verdict> judge(String question, String right, String answer) {
    String prompt = prompt(question, right, answer);
    Optional<Verdict> verdict = Optional.empty();
    for (int i = 0; i < attempts && verdict.isEmpty(); i++) {
      verdict = parse(language.apply(prompt));
    }
    return verdict;
  }

  static String prompt(String question, String right, String answer) {
    return """
    You compare two answers to a question about a video. Decide whether the given answer means \
    the same as the correct one. Synonyms and other wordings count as the same.
    Question: %s
    Correct answer: %s
    Given answer: %s
    Reply with nothing but a mapping of two keys: 'pred', which is 'yes' or 'no', and 'score', \
    a whole number from 0 to 5 for how well they agree. Example: {'pred': 'yes', 'score': 4}\
    """
        .formatted(question, right, answer);
  }

  /** The verdict in a reply, which may have other words around it. */
  static Optional<Verdict> parse(String reply) {
    Matcher pred = PRED.matcher(reply);
    Matcher score = SCORE.matcher(reply);
    if (!pred.find() || !score.find()) {
      return Optional.empty();
    }
    boolean matches = pred.group(1).equalsIgnoreCase("yes");
    return Optional.of(new Verdict(matches, Integer.parseInt(score.group(1))));
  }
}
