package dev.vocostream.model.tensor;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A small change of a large matrix that stays as it is (LoRA, arXiv 2106.09685).
 *
 * <pre>
 *   y = W x  +  scale * B A x       A [r, in] is drawn, B [out, r] begins at zero
 * </pre>
 */
public final class LowRank {
  private final Tensor a; // [r, in]
  private final Tensor b; // [out, r]
  private final double scale;

  private LowRank(Tensor a, Tensor b, double scale) {
    this.a = a;
    this.b = b;
    this.scale = scale;
  }

  /**
   * How large the change may become.
   *
   * @param rank r
   * @param alpha {@code scale} times r
   */
  public record Settings(int rank, double alpha) {
    public Settings {
      if (rank < 1) {
        throw new IllegalArgumentException(
            "rank of a low-rank change: expected 1 or more, found " + rank);
      }
    }
  }

  /** Changes nothing yet. A is drawn uniformly, as the layers of libtorch are. */
  static LowRank of(Settings settings, Backend backend, int in, int out) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradients = new NoGradGuard()) {
      Tensor a = backend.zeros(settings.rank(), in);
      double most = 1 / Math.sqrt(in);
      a.uniform_(-most, most, new GeneratorOptional());
      Tensor b = backend.zeros(out, settings.rank());
      a.retainReference();
      b.retainReference();
      return new LowRank(a, b, settings.alpha() / settings.rank());
    }
  }

  /** [r, in] */
  public Tensor a() {
    return a;
  }

  /** [out, r] */
  public Tensor b() {
    return b;
  }

  /** [.., in] -> [.., out] */
  Tensor forward(Tensor x) {
    return torch.linear(torch.linear(x, a), b).mul(new Scalar(scale));
  }

  /**
   * Some elements of the sum, as {@link Tensors#copy}. May be called by several threads at once.
   *
   * @param w [out, in]
   */
  public void copySum(Tensor w, long from, float[] into) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradients = new NoGradGuard()) {
      long in = w.size(1);
      long first = from / in;
      long rows = (from + into.length - 1) / in - first + 1;
      Tensor change = b.narrow(0, first, rows).matmul(a).mul(new Scalar(scale));
      Tensors.copy(w.narrow(0, first, rows).add(change), from - first * in, into);
    }
  }
}
