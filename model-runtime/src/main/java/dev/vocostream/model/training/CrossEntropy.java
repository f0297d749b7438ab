package dev.vocostream.model.training;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Cross-entropy, summed and not averaged, so that parts of a batch add up. */
final class CrossEntropy {
  /** The label of a row that is not asked. */
  static final long IGNORED = -100;

  private static final int SUM = 2; // at::Reduction::Sum

  private CrossEntropy() {}

  /**
   * @param logits [rows, names]
   * @param labels [rows]
   * @return nats
   */
  static Tensor of(Tensor logits, Tensor labels) {
    return torch.cross_entropy_loss(logits, labels, new TensorOptional(), SUM, IGNORED, 0);
  }
}
