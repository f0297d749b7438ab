package dev.vocostream.model.benchmark;

import dev.vocostream.model.Activations;
import dev.vocostream.model.DType;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.answering.AnsweringParts;
import dev.vocostream.model.answering.PromptLogits;
import java.util.List;

/**
 * What storing activations in fewer bits does to the logits of the first word.
 *
 * @param largest difference of a logit, as a share of the largest logit
 * @param agreeing share of questions whose likeliest word is the same
 */
record QuantizationError(double largest, double agreeing) {

  /**
   * @param exact a window in 32 bits
   * @param dtype what it is stored in instead
   */
  static QuantizationError of(
      AnsweringParts parts, List<Activations> exact, DType dtype, List<Prompt> prompts) {
    List<Activations> stored = exact.stream().map(f -> parts.codec().convert(f, dtype)).toList();
    double largest = 0;
    int agreeing = 0;
    for (Prompt prompt : prompts) {
      float[] right = PromptLogits.of(parts, exact, prompt);
      float[] wrong = PromptLogits.of(parts, stored, prompt);
      largest = Math.max(largest, difference(right, wrong));
      agreeing += likeliest(right) == likeliest(wrong) ? 1 : 0;
    }
    return new QuantizationError(largest, (double) agreeing / prompts.size());
  }

  private static double difference(float[] a, float[] b) {
    double largest = 0;
    double scale = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
      scale = Math.max(scale, Math.abs(a[i]));
    }
    return largest / scale;
  }

  private static int likeliest(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }
}
