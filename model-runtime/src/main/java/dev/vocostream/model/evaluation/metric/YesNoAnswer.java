package dev.vocostream.model.evaluation.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Yes, no, or something else. */
public enum YesNoAnswer {
  YES,
  NO,
  OTHER;

  /**
   * POPE's rule: of the text before the first period, without commas, any of the words "No", "not"
   * and "no" between blanks is a no; anything else, even nothing, a yes.
   */
  public static YesNoAnswer ofPope(String text) {
    String sentence = text.split("\\.", 2)[0].replace(",", "");
    List<String> words = Arrays.asList(sentence.split(" ", -1));
    return words.contains("No") || words.contains("not") || words.contains("no") ? NO : YES;
  }

  /**
   * MME's rule: lower-cased, "yes" or "no" as a whole; else whichever is found in the first four
   * characters, yes before no; else neither, which is wrong.
   */
  public static YesNoAnswer ofMme(String text) {
    String answer = text.toLowerCase(Locale.ROOT);
    String start = answer.substring(0, Math.min(4, answer.length()));
    if (start.contains("yes")) {
      return YES;
    }
    return start.contains("no") ? NO : OTHER;
  }
}
