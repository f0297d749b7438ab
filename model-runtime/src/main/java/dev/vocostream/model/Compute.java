package dev.vocostream.model;

import java.io.Serializable;

/**
 * What a model computes on and with.
 *
 * @param device {@code cpu}, {@code cuda} for any GPU, or {@code cuda:N}
 * @param dtype of weights and hidden states: FP32, BF16 or FP16; logits are always 32-bit
 * @param threads of a CPU model; zero: as many as the machine where it runs has cores
 * @param hotBytes of frames and windows that stay on the device though nobody reads them at the
 *     moment; zero: as many as are usual for the device
 */
public record Compute(String device, DType dtype, int threads, long hotBytes)
    implements Serializable {
  public Compute {
    if (!device.matches("cpu|cuda(:\\d{1,3})?")) {
      throw new IllegalArgumentException(
          "the device must be cpu, cuda or cuda:N, was '%s'".formatted(device));
    }
    if (dtype == DType.INT8) {
      throw new IllegalArgumentException(
          "a model computes in fp32, bf16 or fp16, not in int8: that is for activations only");
    }
    if (threads < 0) {
      throw new IllegalArgumentException("threads must not be negative, was " + threads);
    }
    if (hotBytes < 0) {
      throw new IllegalArgumentException("hotBytes must not be negative, was " + hotBytes);
    }
  }

  /** With as much that stays hot as is usual. */
  public Compute(String device, DType dtype, int threads) {
    this(device, dtype, threads, 0);
  }

  /** 32 bits on all cores. */
  public static Compute cpu() {
    return new Compute("cpu", DType.FP32, 0);
  }

  /** At least one; asked where the model runs, which may be another machine than the job's. */
  @Override
  public int threads() {
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /** The same on this GPU if it is {@code cuda} and says none; else as it is. */
  public Compute onGpu(int index) {
    return device.equals("cuda") ? new Compute("cuda:" + index, dtype, threads, hotBytes) : this;
  }

  public boolean isCuda() {
    return device.startsWith("cuda");
  }
}
