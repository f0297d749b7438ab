package dev.vocostream.model.answering;

import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * What the last row of each prompt attends to in its window, summed over layers and heads: the
 * first word of the answer is made of it.
 */
final class Evidence {
  private final ReadableWindow window;
  private final Tensor sums; // [questions, frame rows], 32-bit

  Evidence(Backend backend, ReadableWindow window, int questions) {
    this.window = window;
    this.sums = Tensors.toFloat(backend.zeros(questions, window.frameRows()));
  }

  /**
   * @param weights of the last rows, after softmax: [H, questions, window and, perhaps, own rows]
   */
  void see(Tensor weights) {
    sums.add_(Tensors.toFloat(weights.narrow(2, 0, window.frameRows())).sum(0));
  }

  /**
   * @return for each question one weight per frame, oldest first, summing to one
   */
  float[][] shares() {
    float[] flat = Tensors.toFloats(sums);
    float[][] shares = new float[(int) sums.size(0)][];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = byFrame(flat, i * window.frameRows());
    }
    return shares;
  }

  private float[] byFrame(float[] columns, int from) {
    int[] tokens = window.tokens();
    double sum = 0;
    for (int j = 0; j < window.frameRows(); j++) {
      sum += columns[from + j];
    }
    float[] shares = new float[tokens.length];
    int column = from;
    for (int i = 0; i < shares.length; i++) {
      double share = 0;
      for (int end = column + tokens[i]; column < end; column++) {
        share += columns[column];
      }
      shares[i] = (float) (sum > 0 ? share / sum : 1.0 / shares.length);
    }
    return shares;
  }
}
