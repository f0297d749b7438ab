package dev.vocostream.model.tensor;

import dev.vocostream.model.DType;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Between tensors and Java arrays: the only places where data crosses native memory. */
public final class Tensors {
  private Tensors() {}

  /** Little-endian elements of {@code dtype}, row-major, on the CPU. */
  public static Tensor ofBytes(byte[] bytes, DType dtype, long... shape) {
    Tensor tensor = onCpu(scalarType(dtype), shape);
    try (BytePointer target = new BytePointer(tensor.data_ptr())) {
      target.put(bytes, 0, bytes.length);
    }
    return tensor;
  }

  static Tensor onCpu(ScalarType type, long... shape) {
    return torch.empty(shape, new TensorOptions(type), new MemoryFormatOptional());
  }

  public static Tensor to(Tensor tensor, DType dtype) {
    return tensor.to(scalarType(dtype));
  }

  public static Tensor toFloat(Tensor tensor) {
    return tensor.to(ScalarType.Float);
  }

  /**
   * Multiplies every number of it where it is.
   *
   * @return the same tensor
   */
  static Tensor multiply(Tensor tensor, double factor) {
    if (factor != 1) {
      try (PointerScope scope = new PointerScope()) {
        tensor.mul_(new Scalar(factor));
      }
    }
    return tensor;
  }

  /** No infinity and no NaN; one pass over the elements. */
  public static boolean areFinite(Tensor tensor) {
    if (tensor.numel() == 0) {
      return true;
    }
    T_TensorTensor_T extremes = torch.aminmax(tensor);
    return Double.isFinite(toFloats(extremes.get0())[0])
        && Double.isFinite(toFloats(extremes.get1())[0]);
  }

  /** The elements as they are, row-major, little endian. */
  public static byte[] toBytes(Tensor tensor) {
    Tensor stored = tensor.to(new Device("cpu"), tensor.scalar_type()).contiguous();
    byte[] bytes = new byte[Math.toIntExact(stored.numel() * stored.element_size())];
    try (BytePointer source = new BytePointer(stored.data_ptr())) {
      source.get(bytes);
    }
    return bytes;
  }

  public static float[] toFloats(Tensor tensor) {
    if (tensor.numel() == 0) { // it has no address
      return new float[0];
    }
    Tensor stored = tensor.to(new Device("cpu"), ScalarType.Float).contiguous();
    float[] floats = new float[Math.toIntExact(stored.numel())];
    try (FloatPointer source = new FloatPointer(stored.data_ptr())) {
      source.get(floats);
    }
    return floats;
  }

  /**
   * Some of a tensor's elements. May be called by several threads at once.
   *
   * @param from place of the first of them, row-major
   * @param into to be filled to its end
   */
  public static void copy(Tensor tensor, long from, float[] into) {
    try (PointerScope scope = new PointerScope()) {
      Tensor flat = tensor.detach().reshape(-1); // no copy: what is trained lies in one piece
      float[] some = toFloats(flat.narrow(0, from, into.length));
      System.arraycopy(some, 0, into, 0, into.length);
    }
  }

  public static long[] toLongs(Tensor tensor) {
    if (tensor.numel() == 0) { // it has no address
      return new long[0];
    }
    Tensor stored = tensor.to(new Device("cpu"), ScalarType.Long).contiguous();
    long[] longs = new long[Math.toIntExact(stored.numel())];
    try (LongPointer source = new LongPointer(stored.data_ptr())) {
      source.get(longs);
    }
    return longs;
  }

  public static Tensor cat(List<Tensor> parts, long dim) {
    return parts.size() == 1
        ? parts.get(0)
        : torch.cat(new TensorVector(parts.toArray(Tensor[]::new)), dim);
  }

  static ScalarType scalarType(DType dtype) {
    return switch (dtype) {
      case FP32 -> ScalarType.Float;
      case FP16 -> ScalarType.Half;
      case BF16 -> ScalarType.BFloat16;
      case INT8 -> ScalarType.Char;
    };
  }
}
