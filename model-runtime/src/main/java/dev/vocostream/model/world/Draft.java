package dev.vocostream.model.world;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A question that is not worded yet.
 *
 * @param form which wordings of the type fit
 * @param words by the placeholder they replace
 * @param subject the thing it is about, where it is seen at the newest moment
 * @param stratum within which answers are kept even
 */
record Draft(
    QuestionType type,
    String form,
    Map<String, String> words,
    String answer,
    Optional<Seen> subject,
    Stratum stratum) {

  /**
   * @param cell what can be known without having looked well: how the question is asked, and, for a
   *     question of change, what its end looks like
   * @param outcome kind of answer
   * @param share how often this outcome is wanted in its cell, relative to the others
   */
  record Stratum(String cell, String outcome, double share) {
    static final Stratum NONE = new Stratum("", "", 1);

    boolean isNone() {
      return cell.isEmpty();
    }
  }

  static Draft of(QuestionType type, String form, String answer) {
    return new Draft(type, form, Map.of(), answer, Optional.empty(), Stratum.NONE);
  }

  Draft saying(String placeholder, String value) {
    Map<String, String> more = new LinkedHashMap<>(words);
    more.put(placeholder, value);
    return new Draft(type, form, more, answer, subject, stratum);
  }

  /** Behind a sentence, once for those that end in {@code in}. */
  Draft over(Span span) {
    return saying("when", span.when("in")).saying("during", span.when("during"));
  }

  Draft about(Seen thing) {
    return new Draft(type, form, words, answer, Optional.of(thing), stratum);
  }

  /** All answers alike within a cell. */
  Draft evenIn(String cell) {
    return within(cell, answer, 1);
  }

  Draft within(String cell, String outcome, double share) {
    return new Draft(
        type, form, words, answer, subject, new Stratum(form + "|" + cell, outcome, share));
  }

  /** What a question says apart from its wording. */
  String said() {
    return type + "|" + form + "|" + words;
  }
}
