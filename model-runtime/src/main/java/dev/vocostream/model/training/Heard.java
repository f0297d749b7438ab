package dev.vocostream.model.training;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** What text makes of its window; belongs to the scope it was computed in. */
final class Heard {
  private final List<Tensor> values;
  private final Tensor hidden;

  Heard(List<Tensor> values, Tensor hidden) {
    this.values = values;
    this.hidden = hidden;
  }

  /** Of the text's rows, per layer [B, Hkv, T, d]. */
  List<Tensor> values() {
    return values;
  }

  /** Behind the last layer [B, T, hidden]. */
  Tensor hidden() {
    return hidden;
  }
}
