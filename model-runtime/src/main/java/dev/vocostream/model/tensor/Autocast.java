package dev.vocostream.model.tensor;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Mixed precision: while this is open, the calling thread's products are computed in bfloat16 and
 * sums, norms and losses in 32 bits. Weights stay in 32 bits. bfloat16 has the range of 32 bits, so
 * no loss needs scaling.
 */
public final class Autocast implements AutoCloseable {
  private final DeviceType device;
  private final boolean enabled;

  private Autocast(DeviceType device, boolean enabled) {
    this.device = device;
    this.enabled = enabled;
    if (enabled) {
      torch.set_autocast_dtype(device, ScalarType.BFloat16);
      torch.set_autocast_enabled(device, true);
    }
  }

  /**
   * @param enabled whether anything is done at all
   */
  public static Autocast bf16(Backend backend, boolean enabled) {
    return new Autocast(backend.compute().isCuda() ? DeviceType.CUDA : DeviceType.CPU, enabled);
  }

  @Override
  public void close() {
    if (enabled) {
      torch.set_autocast_enabled(device, false);
      torch.clear_cache(); // weights cast for this pass; they will have changed by the next
    }
  }
}
