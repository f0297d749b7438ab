package dev.vocostream.model.training;

import dev.vocostream.model.training.AnswerLoss.Measured;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** What a stage wants of the model; asked by several threads at once. */
interface Objective extends AutoCloseable {
  /** Parameters beyond the model's that exist for this objective only, by name. */
  Map<String, Tensor> parameters();

  /**
   * Computes gradients of the sum of losses over all targets of some examples.
   *
   * @param numbers of the examples
   * @param form what text sees of frames
   * @param gradients take the sums
   */
  Measured learn(List<Long> numbers, WindowForm form, Gradients gradients);

  /** The last example that could not be used; null if all could. */
  default BadExampleException lastSkipped() {
    return null;
  }

  /** Frees the parameters that exist for it only. */
  @Override
  default void close() {}
}
