package dev.vocostream.model.training;

import dev.vocostream.model.compression.FrameLanes;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Changes parameters by their gradients. */
interface Optimizer extends AutoCloseable {
  /**
   * @param parameters that are to change, by name
   * @param lanes share the work; not closed here
   */
  static Optimizer of(
      Stage.Rule rule, Map<String, Tensor> parameters, double decay, FrameLanes lanes) {
    return rule == Stage.Rule.MUON
        ? new Muon(parameters, decay, lanes)
        : new AdamW(parameters, decay);
  }

  /** What changes, in alphabetical order. */
  Map<String, Tensor> parameters();

  /** What it remembers between updates, by names of its own, to be saved or overwritten. */
  Map<String, Tensor> moments();

  /** Updates made before, of a state that was saved. */
  void resumeAt(long updatesBefore);

  /**
   * One update.
   *
   * @param gradients already scaled and clipped; a parameter without one stays as it is
   */
  void update(Map<String, Tensor> gradients, double rate);

  @Override
  void close();
}
