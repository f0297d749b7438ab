package dev.vocostream.model.evaluation.metric;

import java.util.List;
import java.util.Locale;

/** OCRBench's rule: one of the right texts occurs in the answer. */
public final class OcrMatch {
  private OcrMatch() {}

  /** Without regard to case; newlines are blanks. */
  public static boolean inText(List<String> right, String answer) {
    String found = line(answer.toLowerCase(Locale.ROOT));
    return right.stream().anyMatch(r -> found.contains(line(r.toLowerCase(Locale.ROOT))));
  }

  /** For formulas (HME100k): case matters, blanks do not. */
  public static boolean inFormula(List<String> right, String answer) {
    String found = line(answer).replace(" ", "");
    return right.stream().anyMatch(r -> found.contains(line(r).replace(" ", "")));
  }

  private static String line(String text) {
    return text.strip().replace('\n', ' ');
  }
}
