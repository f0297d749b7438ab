package dev.vocostream.model.evaluation.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lower-cased words of a caption in the manner of the Penn Treebank, without the punctuation that
 * caption metrics leave out: "the man's t-shirt, isn't it?" becomes "the man 's t-shirt is n't it".
 * It follows what the Stanford tokenizer does to the short phrases that refer to things, brackets
 * included: written "-lrb-" and "-rrb-", they escape a list that names them in capitals. For other
 * texts the two may differ.
 */
final class CaptionTokens {
  private static final Set<String> LEFT_OUT =
      Set.of("'", "`", "\"", ".", "?", "!", ",", ":", "-", ";");

  private static final Map<String, String> BRACKETS =
      Map.of("(", "-lrb-", ")", "-rrb-", "{", "-lcb-", "}", "-rcb-", "[", "-lsb-", "]", "-rsb-");

  private static final Map<String, List<String>> TWO_WORDS =
      Map.of(
          "cannot", List.of("can", "not"),
          "gonna", List.of("gon", "na"),
          "gotta", List.of("got", "ta"),
          "wanna", List.of("wan", "na"),
          "gimme", List.of("gim", "me"),
          "lemme", List.of("lem", "me"));

  private static final String ABBREVIATION =
      "(?:[a-z]\\.){2,}|(?:mr|mrs|ms|dr|st|jr|sr|vs|etc|prof)\\.(?=\\s|$)";
  // Here and in words nothing is given back: what could be would need stack for every repetition.
  private static final String NUMBER = "\\d++(?:[.,:/]\\d++)++";
  private static final String LETTER = "[\\p{L}\\p{N}]";
  private static final String CLITIC = "(?:n't|'(?:s|m|d|ll|re|ve))(?!" + LETTER + ")";

  /** A letter at which no clitic begins: a word ends before one. */
  private static final String INSIDE = "(?!" + CLITIC + ")" + LETTER;

  /** Hyphens, slashes, periods and other apostrophes between letters belong to the word. */
  private static final String WORD =
      "(?:" + INSIDE + ")++(?:(?!" + CLITIC + ")[-/.'](?:" + INSIDE + ")++)*+";

  private static final Pattern TOKEN =
      Pattern.compile(
          String.join("|", ABBREVIATION, NUMBER, CLITIC, WORD, "\\.{2,}", "[!?]+", "-{2,}", "\\S"));

  private CaptionTokens() {}

  static List<String> of(String caption) {
    List<String> tokens = new ArrayList<>();
    String text = caption.toLowerCase(Locale.ROOT).replace('’', '\'').replace('‘', '\'');
    Matcher token = TOKEN.matcher(text.replace('“', '"').replace('”', '"').replace("…", "..."));
    while (token.find()) {
      tokens.addAll(TWO_WORDS.getOrDefault(token.group(), List.of(token.group())));
    }
    tokens.removeIf(t -> LEFT_OUT.contains(t) || t.matches("\\.+|-+"));
    tokens.replaceAll(t -> BRACKETS.getOrDefault(t, t));
    return tokens;
  }
}
