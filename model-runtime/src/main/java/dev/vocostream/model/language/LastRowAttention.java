package dev.vocostream.model.language;

import dev.vocostream.model.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Watches a pass and sums, over layers and heads, what the last row attends to. */
public final class LastRowAttention implements Pass.Observer {
  private final double[] columns;

  /**
   * @param columns how many rows may be read
   */
  public LastRowAttention(int columns) {
    this.columns = new double[columns];
  }

  @Override
  public void see(Tensor queries, Tensor keys) {
    long kvHeads = keys.size(1);
    long d = queries.size(3);
    Tensor last = queries.select(0, 0).select(1, queries.size(2) - 1); // [H, d]
    Tensor grouped = last.reshape(kvHeads, -1, d); // [Hkv, H / Hkv, d]
    Tensor scores =
        grouped.matmul(keys.select(0, 0).transpose(1, 2)).mul(new Scalar(1 / Math.sqrt(d)));
    float[] sums = Tensors.toFloats(scores.softmax(-1).sum(0, 1)); // [T]
    for (int j = 0; j < columns.length; j++) {
      columns[j] += sums[j];
    }
  }

  /** Not normalised: as many ones as there are layers times heads. */
  public double[] columns() {
    return columns;
  }
}
