package dev.vocostream.model.language;

import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.Tensors;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Rotary position embedding, half-split as in converted LLaMA weights.
 *
 * <pre>
 *   head dim d:   x_0 x_1 .. | x_d/2 ..        x_m and x_(m + d/2) are one point in a plane,
 *                  └─────────┘                 turned by p * theta^(-2m/d) at position p
 * </pre>
 *
 * A score depends on the difference of two positions only. So keys may be stored before their
 * rotation and get their place when they are read.
 */
public final class Rope {
  private final Backend backend;
  private final int half;
  private final double[] frequencies; // radians per position, [d / 2]

  public Rope(Backend backend, int headDim, double theta) {
    this.backend = backend;
    this.half = headDim / 2;
    this.frequencies = new double[half];
    for (int m = 0; m < half; m++) {
      frequencies[m] = Math.pow(theta, -2.0 * m / headDim);
    }
  }

  /** The rotation for {@code count} consecutive positions. */
  public Rotation at(long from, int count) {
    return at(LongStream.range(from, from + count).toArray());
  }

  /** The rotation for rows at these positions. */
  public Rotation at(long... positions) {
    float[] cos = new float[positions.length * half];
    float[] sin = new float[positions.length * half];
    for (int p = 0; p < positions.length; p++) {
      for (int m = 0; m < half; m++) {
        double angle = positions[p] * frequencies[m];
        cos[p * half + m] = (float) Math.cos(angle);
        sin[p * half + m] = (float) Math.sin(angle);
      }
    }
    return new Rotation(
        backend.floats(cos, positions.length, half), backend.floats(sin, positions.length, half));
  }

  /** Turns queries or keys to their positions. Lives as long as the scope it was made in. */
  public static final class Rotation {
    private final Tensor cos; // [T, d / 2], or [B, 1, T, d / 2]
    private final Tensor sin; // the same

    private Rotation(Tensor cos, Tensor sin) {
      this.cos = cos;
      this.sin = sin;
    }

    /** [.., T, d] -> the same; gradients flow through it. */
    public Tensor apply(Tensor x) {
      long half = cos.size(-1);
      Tensor first = x.narrow(-1, 0, half);
      Tensor second = x.narrow(-1, half, half);
      return Tensors.cat(
          List.of(first.mul(cos).sub(second.mul(sin)), second.mul(cos).add(first.mul(sin))), -1);
    }

    /**
     * As {@link #apply}, without new memory and without gradients.
     *
     * @param out takes the result; not x itself
     * @param x [.., T, d]
     */
    public Tensor into(Tensor out, Tensor x) {
      long half = cos.size(-1);
      Tensor first = x.narrow(-1, 0, half);
      Tensor second = x.narrow(-1, half, half);
      torch.mul_out(out.narrow(-1, 0, half), first, cos).addcmul_(second, sin, new Scalar(-1.0));
      torch.mul_out(out.narrow(-1, half, half), second, cos).addcmul_(first, sin);
      return out;
    }

    /** For rows of several sequences that stand at different places: [B * T] -> B times T. */
    public Rotation inBatches(long batches) {
      long rows = cos.size(0) / batches;
      return new Rotation(
          cos.view(batches, 1, rows, cos.size(-1)), sin.view(batches, 1, rows, cos.size(-1)));
    }

    /** The rotation of the last {@code rows} positions. */
    public Rotation last(int rows) {
      long from = cos.size(0) - rows;
      return new Rotation(cos.narrow(0, from, rows), sin.narrow(0, from, rows));
    }

    /** The rotation of the rows at these places. */
    public Rotation select(Tensor rows) {
      return new Rotation(cos.index_select(0, rows), sin.index_select(0, rows));
    }
  }
}
