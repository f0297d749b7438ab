package dev.vocostream.model.evaluation.data;

import java.util.List;

/** How LLaVA's evaluations ask. */
final class Wording {
  static final String SHORT = "\nAnswer the question using a single word or phrase.";
  static final String LETTER = "\nAnswer with the option's letter from the given choices directly.";

  /** VizWiz has questions that its pictures do not answer. */
  static final String UNANSWERABLE =
      "\nWhen the provided information is insufficient, respond with 'Unanswerable'.";

  private Wording() {}

  /** A question, an option a line from "A." on, and the request for a letter. */
  static String choice(String question, List<String> options) {
    StringBuilder text = new StringBuilder(question);
    for (int i = 0; i < options.size(); i++) {
      text.append('\n').append((char) ('A' + i)).append(". ").append(options.get(i));
    }
    return text.append(LETTER).toString();
  }
}
