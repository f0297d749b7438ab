package dev.vocostream.model.tensor;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** What rows are multiplied with: W of W x + b. */
sealed interface Matrix permits Matrix.Plain, PackedMatrix {
  /**
   * @param x [.., in]
   * @param bias [out]; null for none
   * @return [.., out]
   */
  Tensor times(Tensor x, Tensor bias);

  /**
   * As it is in the checkpoint, and as training changes it.
   *
   * @param weight [out, in]
   */
  record Plain(Tensor weight) implements Matrix {
    @Override
    public Tensor times(Tensor x, Tensor bias) {
      return torch.linear(
          x, weight, bias == null ? new TensorOptional() : new TensorOptional(bias));
    }
  }
}
