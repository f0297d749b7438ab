package dev.vocostream.model.tensor;

import dev.vocostream.model.BadNumericsException;
import dev.vocostream.model.DamagedWeightsException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a bad frame or question from weights that went bad: memory may lose a bit, and then all
 * that is computed is wrong, until the weights are loaded again. What they add up to is remembered
 * when they are loaded, and looked at again when numbers are not finite.
 */
public final class WeightCheck {
  private static final Logger LOG = LoggerFactory.getLogger(WeightCheck.class);

  /** A camera may send nothing but bad frames. */
  private static final long PERIOD = Duration.ofMinutes(1).toNanos();

  private final List<Tensor> weights;
  private final LongSupplier nanoTime;
  private final long[] sums;
  private boolean looked;
  private long lookedAt;

  /**
   * @param weights stay as they are, and stay the caller's
   */
  WeightCheck(List<Tensor> weights, LongSupplier nanoTime) {
    this.weights = List.copyOf(weights);
    this.nanoTime = nanoTime;
    sums = this.weights.stream().mapToLong(WeightCheck::sum).toArray();
  }

  /**
   * At most once a minute; else it is taken that they are as they were.
   *
   * @param bad what was computed with them
   * @throws DamagedWeightsException if they are not
   */
  public void look(BadNumericsException bad) {
    long now = nanoTime.getAsLong();
    if (sums.length == 0 || looked && now - lookedAt < PERIOD) {
      return;
    }
    looked = true;
    lookedAt = now;
    int damaged = 0;
    for (int i = 0; i < sums.length; i++) {
      damaged += sum(weights.get(i)) == sums[i] ? 0 : 1;
    }
    if (damaged > 0) {
      throw new DamagedWeightsException(
          "%d of %d tensors of weights are no longer as they were loaded"
              .formatted(damaged, sums.length),
          bad);
    }
    LOG.warn(
        "numbers are not finite, and all {} tensors of weights are as they were loaded: the frame"
            + " or the question is at fault: {}",
        sums.length,
        bad.getMessage());
  }

  /** Of all bits, in words of 64: any one that is another gives another sum. */
  static long sum(Tensor tensor) {
    try (PointerScope scope = new PointerScope()) {
      Tensor bytes =
          tensor.is_mkldnn()
              ? PackedMatrix.bytes(tensor)
              : tensor.reshape(-1).view(ScalarType.Byte);
      long whole = bytes.numel() / Long.BYTES * Long.BYTES;
      long rest = bytes.numel() - whole;
      long sum = bytes.narrow(0, 0, whole).view(ScalarType.Long).sum().item_long();
      return rest == 0 ? sum : sum + bytes.narrow(0, whole, rest).sum().item_long();
    }
  }
}
