package dev.vocostream.model.language;

import dev.vocostream.model.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

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
  private final int headDim;
  private final double[] frequencies; // radians per position, [d / 2]

  public Rope(int headDim, double theta) {
    this.headDim = headDim;
    this.frequencies = new double[headDim / 2];
    for (int m = 0; m < frequencies.length; m++) {
      frequencies[m] = Math.pow(theta, -2.0 * m / headDim);
    }
  }

  /** The rotation for {@code count} consecutive positions. */
  public Rotation at(long from, int count) {
    int half = headDim / 2;
    float[] cos = new float[count * headDim];
    float[] sin = new float[count * headDim];
    for (int p = 0; p < count; p++) {
      for (int m = 0; m < half; m++) {
        double angle = (from + p) * frequencies[m];
        int at = p * headDim + m;
        cos[at] = cos[at + half] = (float) Math.cos(angle);
        sin[at] = -(sin[at + half] = (float) Math.sin(angle));
      }
    }
    return new Rotation(Tensors.of(cos, count, headDim), Tensors.of(sin, count, headDim), headDim);
  }

  /** Turns queries or keys to their positions. Lives as long as the scope it was made in. */
  public static final class Rotation {
    private final Tensor cos; // [T, d]
    private final Tensor sin; // [T, d], the first half negated
    private final int headDim;

    private Rotation(Tensor cos, Tensor sin, int headDim) {
      this.cos = cos;
      this.sin = sin;
      this.headDim = headDim;
    }

    /** [B, heads, T, d] -> the same */
    public Tensor apply(Tensor x) {
      int half = headDim / 2;
      Tensor swapped = Tensors.cat(List.of(x.narrow(3, half, half), x.narrow(3, 0, half)), 3);
      return x.mul(cos).add(swapped.mul(sin));
    }

    /** The rotation of the last {@code rows} positions. */
    public Rotation last(int rows) {
      long from = cos.size(0) - rows;
      return new Rotation(cos.narrow(0, from, rows), sin.narrow(0, from, rows), headDim);
    }
  }
}
