package dev.vocostream.model.evaluation.metric;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers in the form in which the VQA benchmarks compare them. The steps and their oddities are
 * those of the public evaluators; scores are comparable only if the oddities stay:
 *
 * <ul>
 *   <li>a punctuation mark becomes a blank, but nothing if that mark stands beside a blank anywhere
 *       in the text, or if the text has a comma between digits;
 *   <li>only the first 32 periods are deleted, because the original passes a flag where a count is
 *       expected; and one behind a digit goes as well, because its look-behind is mistyped;
 *   <li>"none" is 0; "somebody'd" loses its apostrophe; contractions with a capital never match.
 * </ul>
 */
public final class VqaNormalization {
  private static final String MARKS = ";/[]\"{}()=+\\_-><@`,?!";
  private static final int MAX_PERIODS = 32;
  private static final int UNICODE = Pattern.UNICODE_CHARACTER_CLASS;
  private static final Pattern PERIOD = Pattern.compile("\\.(?!\\d)", UNICODE);
  private static final Pattern COMMA_IN_NUMBER = Pattern.compile("\\d,\\d", UNICODE);
  private static final Pattern BLANKS = Pattern.compile("\\s+", UNICODE);
  private static final Set<String> ARTICLES = Set.of("a", "an", "the");
  private static final List<String> NUMBERS =
      List.of(
          "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");
  private static final Map<String, String> CONTRACTIONS = contractions();

  private VqaNormalization() {}

  /** EvalAI's, which TextVQA's scores and LLaVA's uploads go through. */
  public static String evalAi(String answer) {
    String words = answer.toLowerCase(Locale.ROOT).replace(",", "").replace("?", "");
    return digitsAndArticles(punctuation(oneLine(words.replace("'s", " 's").strip())));
  }

  /** That of VQAv2's own evaluator for predictions: without the first of EvalAI's steps. */
  public static String official(String answer) {
    return digitsAndArticles(punctuation(oneLine(answer)));
  }

  private static String oneLine(String text) {
    return text.replace('\n', ' ').replace('\t', ' ').strip();
  }

  /** What VQAv2's own evaluator does to annotators' answers that are not all equal. */
  public static String punctuation(String text) {
    boolean commaInNumber = COMMA_IN_NUMBER.matcher(text).find();
    String out = text;
    for (int i = 0; i < MARKS.length(); i++) {
      String mark = MARKS.substring(i, i + 1);
      boolean besideBlank = text.contains(mark + " ") || text.contains(" " + mark);
      out = out.replace(mark, besideBlank || commaInNumber ? "" : " ");
    }
    return withoutPeriods(out);
  }

  private static String withoutPeriods(String text) {
    Matcher period = PERIOD.matcher(text);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < MAX_PERIODS && period.find(); i++) {
      period.appendReplacement(out, "");
    }
    return period.appendTail(out).toString();
  }

  private static String digitsAndArticles(String text) {
    StringBuilder out = new StringBuilder();
    for (String word : BLANKS.split(text.toLowerCase(Locale.ROOT).strip())) {
      String digit = digit(word);
      if (!digit.isEmpty() && !ARTICLES.contains(digit)) {
        out.append(out.isEmpty() ? "" : " ").append(CONTRACTIONS.getOrDefault(digit, digit));
      }
    }
    return out.toString();
  }

  private static String digit(String word) {
    int number = word.equals("none") ? 0 : NUMBERS.indexOf(word);
    return number < 0 ? word : Integer.toString(number);
  }

  private static Map<String, String> contractions() {
    Map<String, String> contractions = new HashMap<>();
    try (InputStream in = VqaNormalization.class.getResourceAsStream("contractions.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int blank = line.indexOf(' ');
        contractions.put(line.substring(0, blank), line.substring(blank + 1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return contractions;
  }

  static int contractionCount() {
    return CONTRACTIONS.size();
  }
}
