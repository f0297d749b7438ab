package dev.vocostream.model.tensor;

import dev.vocostream.model.DType;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Java arrays in, Java arrays out: the only places where data crosses to native memory. */
public final class Tensors {
  private Tensors() {}

  public static Tensor empty(DType dtype, long... shape) {
    return torch.empty(shape, new TensorOptions(scalarType(dtype)), new MemoryFormatOptional());
  }

  public static Tensor of(float[] values, long... shape) {
    return torch.tensor(values).view(shape);
  }

  public static Tensor of(long... values) {
    return torch.tensor(values);
  }

  /** A boolean tensor; true = may attend, in masks. */
  public static Tensor of(boolean[][] rows) {
    int columns = rows[0].length;
    byte[] flat = new byte[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns; j++) {
        flat[i * columns + j] = (byte) (rows[i][j] ? 1 : 0);
      }
    }
    return torch.tensor(flat).view(rows.length, columns).to(ScalarType.Bool);
  }

  /** Little-endian elements of {@code dtype}, row-major. */
  public static Tensor ofBytes(byte[] bytes, DType dtype, long... shape) {
    Tensor tensor = empty(dtype, shape);
    try (BytePointer target = new BytePointer(tensor.data_ptr())) {
      target.put(bytes, 0, bytes.length);
    }
    return tensor;
  }

  public static Tensor to(Tensor tensor, DType dtype) {
    return tensor.to(scalarType(dtype));
  }

  /** No infinity and no NaN. */
  public static boolean areFinite(Tensor tensor) {
    return torch.isfinite(tensor).all().item_bool();
  }

  public static Tensor toFloat(Tensor tensor) {
    return tensor.to(ScalarType.Float);
  }

  /** The elements as {@code dtype}, row-major, little endian. */
  public static byte[] toBytes(Tensor tensor, DType dtype) {
    Tensor stored = to(tensor, dtype).contiguous();
    byte[] bytes = new byte[Math.toIntExact(stored.numel() * dtype.bytes())];
    try (BytePointer source = new BytePointer(stored.data_ptr())) {
      source.get(bytes);
    }
    return bytes;
  }

  public static float[] toFloats(Tensor tensor) {
    Tensor stored = toFloat(tensor).contiguous();
    float[] floats = new float[Math.toIntExact(stored.numel())];
    try (FloatPointer source = new FloatPointer(stored.data_ptr())) {
      source.get(floats);
    }
    return floats;
  }

  public static Tensor cat(List<Tensor> parts, long dim) {
    return torch.cat(new TensorVector(parts.toArray(Tensor[]::new)), dim);
  }

  private static ScalarType scalarType(DType dtype) {
    return switch (dtype) {
      case FP32 -> ScalarType.Float;
      case FP16 -> ScalarType.Half;
      case BF16 -> ScalarType.BFloat16;
      case INT8 -> ScalarType.Char;
    };
  }
}
