package dev.vocostream.model.evaluation.metric;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Which option of a multiple-choice question an answer takes. */
public final class OptionLetter {
  private static final Pattern BEGINS = Pattern.compile("[A-E]\\. ");

  /** LLaVA's own, whose last period is any character; a newline is Python's. */
  private static final Pattern ANSWER_IS =
      Pattern.compile("The answer is ([A-Z]).", Pattern.UNIX_LINES);

  private static final Pattern ALONE = Pattern.compile("\\(?([A-Z])(?:[.):]|\\s*$)");

  private static final Pattern PUNCTUATION = Pattern.compile("[.()\\[\\],:;!*#{}]");

  /** Among more words, an A is an article: VLMEvalKit's rule where VERBOSE is set. */
  private static final int WORDS_BESIDE_A = 3;

  /** In which VLMEvalKit looks for no option. */
  private static final List<String> REFUSALS =
      List.of(
          "Sorry, I can't help with images of people yet.",
          "I can't process this file.",
          "I'm sorry, but without the image provided",
          "Cannot determine the answer");

  private OptionLetter() {}

  /**
   * ScienceQA's rule: the text if it is a letter A to E; else its first letter if "X. " begins it;
   * else the letter of the one "The answer is X" that any character but a newline follows, such as
   * a period; else none. A letter behind E takes no option, but counts as one answer given.
   */
  public static Optional<Character> ofScienceQa(String text) {
    if (text.matches("[A-E]") || BEGINS.matcher(text).lookingAt()) {
      return Optional.of(text.charAt(0));
    }
    List<String> said = ANSWER_IS.matcher(text).results().map(found -> found.group(1)).toList();
    return said.size() == 1 ? Optional.of(said.get(0).charAt(0)) : Optional.empty();
  }

  /**
   * MMBench's answers. A letter that begins them alone, in brackets, or followed by a period, colon
   * or bracket, such as "B", "(B)" and "B. a dog". Else what VLMEvalKit's {@code can_infer} finds
   * before it asks a language model: the one letter of an option among the words, wherever it
   * stands; else the one option whose text is in the answer, in small or large letters.
   *
   * @param options their texts, from A on
   */
  public static Optional<Character> ofMmBench(String text, List<String> options) {
    Matcher alone = ALONE.matcher(text.strip());
    if (alone.lookingAt() && alone.group(1).charAt(0) < 'A' + options.size()) {
      return Optional.of(alone.group(1).charAt(0));
    }
    List<String> words = List.of(PUNCTUATION.matcher(text).replaceAll(" ").strip().split("\\s+"));
    List<Character> letters = letters(options, i -> words.contains(letter(i).toString()));
    if (isRefusal(text) || (letters.isEmpty() && words.contains("Z"))) {
      return Optional.empty();
    }
    boolean article = words.contains("A") && words.size() > WORDS_BESIDE_A;
    if (letters.size() == 1 && !article) {
      return Optional.of(letters.get(0));
    }
    String said = text.toLowerCase(Locale.ROOT);
    return one(letters(options, i -> said.contains(options.get(i).toLowerCase(Locale.ROOT))));
  }

  private static boolean isRefusal(String text) {
    return REFUSALS.stream().anyMatch(text::contains);
  }

  private static List<Character> letters(List<String> options, IntPredicate taken) {
    return IntStream.range(0, options.size()).filter(taken).mapToObj(OptionLetter::letter).toList();
  }

  private static Character letter(int option) {
    return (char) ('A' + option);
  }

  private static Optional<Character> one(List<Character> letters) {
    return letters.size() == 1 ? Optional.of(letters.get(0)) : Optional.empty();
  }
}
