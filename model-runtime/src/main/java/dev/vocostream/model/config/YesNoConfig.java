package dev.vocostream.model.config;

import java.util.List;

/**
 * How a yes-or-no question is scored: p = sigmoid(scale * (log-sum-exp of the yes words' logits -
 * that of the no words') + bias).
 *
 * @param yes words an affirmative answer begins with, with the blank before them where there is one
 * @param no words a negative answer begins with
 * @param scale above 0; with {@code bias} it calibrates the probability on labelled questions
 */
public record YesNoConfig(List<String> yes, List<String> no, double scale, double bias) {
  /** Both words as a vocabulary may have them, not calibrated. */
  public static final YesNoConfig ENGLISH =
      new YesNoConfig(
          List.of(" yes", " Yes", "yes", "Yes"), List.of(" no", " No", "no", "No"), 1, 0);

  static YesNoConfig read(ConfigFile config) {
    YesNoConfig read =
        new YesNoConfig(
            config.texts("voco_yes", ENGLISH.yes),
            config.texts("voco_no", ENGLISH.no),
            config.number("voco_yes_no_scale", ENGLISH.scale),
            config.decimal("voco_yes_no_bias", ENGLISH.bias));
    if (read.yes.stream().anyMatch(read.no::contains)) {
      config.problem("voco_no", "words that are not in voco_yes " + read.yes, read.no);
    }
    return read;
  }
}
