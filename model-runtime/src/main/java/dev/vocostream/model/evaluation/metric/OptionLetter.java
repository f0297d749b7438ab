package dev.vocostream.model.evaluation.metric;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which option of a multiple-choice question an answer takes. */
public final class OptionLetter {
  private static final Pattern ANSWER_IS = Pattern.compile("The answer is ([A-E])\\.");
  private static final Pattern ALONE = Pattern.compile("\\(?([A-Z])(?:[.):]|\\s*$)(?:.|\\n)*");

  private OptionLetter() {}

  /**
   * ScienceQA's rule: the text if it is a letter A to E; else its first letter if "X. " begins it;
   * else the one match of "The answer is X."; else none.
   */
  public static Optional<Character> ofScienceQa(String text) {
    String line = text.replace("\n", ". ");
    if (line.strip().matches("[A-E]")) {
      return Optional.of(line.strip().charAt(0));
    }
    if (line.matches("(?s)[A-E]\\. .*")) {
      return Optional.of(line.charAt(0));
    }
    Matcher answer = ANSWER_IS.matcher(line);
    if (!answer.find()) {
      return Optional.empty();
    }
    char letter = answer.group(1).charAt(0);
    return answer.find() ? Optional.empty() : Optional.of(letter);
  }

  /**
   * MMBench's answers: a letter alone, in brackets, or followed by a period, colon or bracket, such
   * as "B", "(B)" and "B. a dog"; it must be one of the options there are.
   *
   * @param options how many there are, from A on
   */
  public static Optional<Character> ofMmBench(String text, int options) {
    Matcher alone = ALONE.matcher(text.strip());
    return Optional.of(alone)
        .filter(Matcher::matches)
        .map(m -> m.group(1).charAt(0))
        .filter(letter -> letter < 'A' + options);
  }
}
