package dev.vocostream.model.tensor;

import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Where a model's tensors live and what they compute in; makes them from Java arrays. */
public final class Backend {
  private final Compute compute;
  private final boolean packsMatrices;

  /**
   * @throws IllegalStateException if this libtorch or this machine has no such device
   */
  public Backend(Compute compute) {
    this.compute = compute;
    if (compute.isCuda() && !torch.cuda_is_available()) {
      throw new IllegalStateException(
          ("device '%s' is not there: libtorch sees no CUDA device; build with -Pgpu, check the"
                  + " driver and the CUDA libraries, or set model.device to cpu")
              .formatted(compute.device()));
    }
    packsMatrices = PackedMatrix.isPossible(compute);
  }

  public Compute compute() {
    return compute;
  }

  /** Memory of the device that is free, in bytes; not for the CPU. */
  public long freeBytesOfDevice() {
    try (PointerScope scope = new PointerScope()) {
      return torch.getMemoryInfo(new Device(compute.device()).index()).first();
    }
  }

  /** Numbers the model computes with. */
  public Tensor floats(float[] values, long... shape) {
    return toCompute(torch.tensor(values).view(shape));
  }

  /** Token ids or indices. */
  public Tensor longs(long... values) {
    return toDevice(torch.tensor(values));
  }

  /** A boolean matrix; true = may attend, in masks. */
  public Tensor mask(boolean[][] rows) {
    int columns = rows[0].length;
    byte[] flat = new byte[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns; j++) {
        flat[i * columns + j] = (byte) (rows[i][j] ? 1 : 0);
      }
    }
    return mask(flat, rows.length, columns);
  }

  /**
   * A boolean tensor of any shape; true = may attend, in masks.
   *
   * @param elements 0 or 1, row-major
   */
  public Tensor mask(byte[] elements, long... shape) {
    return toDevice(torch.tensor(elements).view(shape).to(ScalarType.Bool));
  }

  /** Room for numbers the model computes with; what is in it is undefined. */
  public Tensor empty(long... shape) {
    TensorOptions options =
        new TensorOptions(Tensors.scalarType(compute.dtype()))
            .device(new DeviceOptional(new Device(compute.device())));
    return torch.empty(shape, options, new MemoryFormatOptional());
  }

  public Tensor zeros(long... shape) {
    return empty(shape).zero_();
  }

  /** To this device and the type it computes in. */
  public Tensor toCompute(Tensor tensor) {
    return toDevice(Tensors.to(tensor, compute.dtype()));
  }

  /** To this device, as it is. */
  public Tensor toDevice(Tensor tensor) {
    return compute.isCuda()
        ? tensor.to(new Device(compute.device()), tensor.scalar_type())
        : tensor;
  }

  /** Whether matrices that stay as they are should be {@link PackedMatrix packed}. */
  boolean packsMatrices() {
    return packsMatrices;
  }

  /** Softmax over the last dimension, in 32 bits whatever the model computes in. */
  public Tensor softmax(Tensor scores) {
    return compute.dtype() == DType.FP32
        ? torch.softmax(scores, -1)
        : Tensors.to(
            torch.softmax(scores, -1, new ScalarTypeOptional(ScalarType.Float)), compute.dtype());
  }
}
