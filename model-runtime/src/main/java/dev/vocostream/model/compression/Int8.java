package dev.vocostream.model.compression;

import dev.vocostream.model.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Keys and values as bytes: each vector, of one token, layer and head, has a scale of its own.
 *
 * <pre>
 *   32-bit scale = largest / 127      d whole numbers = round(x / scale), from -127 to 127
 * </pre>
 *
 * The scale stands before its vector, so that a prefix of the bytes is still whole tokens.
 */
final class Int8 {
  private static final int SCALE_BYTES = 4;
  private static final double LARGEST = 127;

  private Int8() {}

  /** [.., d] -> bytes [.., 4 + d] */
  static Tensor quantize(Tensor x) {
    Tensor wide = Tensors.toFloat(x);
    Tensor scale = wide.abs().amax(new long[] {-1}, true).div(new Scalar(LARGEST)); // [.., 1]
    Tensor divisor = scale.clamp_min(new Scalar(Float.MIN_NORMAL)); // an all-zero vector stays zero
    Tensor whole = wide.div(divisor).round().to(ScalarType.Char);
    return Tensors.cat(List.of(scale.view(ScalarType.Byte), whole.view(ScalarType.Byte)), -1);
  }

  /** Bytes [.., 4 + d] -> 32-bit [.., d] */
  static Tensor restore(Tensor bytes) {
    long d = bytes.size(-1) - SCALE_BYTES;
    Tensor scale = bytes.narrow(-1, 0, SCALE_BYTES).contiguous().view(ScalarType.Float); // [.., 1]
    Tensor whole = bytes.narrow(-1, SCALE_BYTES, d).contiguous().view(ScalarType.Char);
    return Tensors.toFloat(whole).mul_(scale);
  }
}
