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

  /** What is to be added to W [out, in]. */
  public Tensor product() {
    return b.matmul(a).mul(new Scalar(scale));
  }
}
