package dev.vocostream.model.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.vocostream.model.BadNumericsException;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.DamagedWeightsException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightCheckTest {
  private static final BadNumericsException BAD = new BadNumericsException("the logits are NaN");

  private final AtomicLong nanoTime = new AtomicLong(Duration.ofHours(-1).toNanos());

  /** Sizes in bytes that are words, that leave some over, and that are less than one. */
  @ParameterizedTest
  @CsvSource({"FP32, 4, 6", "FP32, 3, 5", "BF16, 7, 5", "BF16, 1, 3", "FP16, 1, 1"})
  void anyBitThatIsAnotherIsNoticed(DType dtype, int out, int in) {
    try (PointerScope scope = new PointerScope()) {
      Tensor weight = Tensors.to(torch.randn(out, in), dtype);
      assertNoticesBits(weight, new BytePointer(weight.data_ptr()), 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"FP32, 64, 2", "FP32, 5, 3", "BF16, 64, 2"})
  void alsoOfWhatIsPacked(DType dtype, int out, int in) {
    Compute compute = new Compute("cpu", dtype, 1);
    assumeThat(PackedMatrix.isPossible(compute)).as("NOT RUN: not packed here").isTrue();
    try (PointerScope scope = new PointerScope()) {
      Tensor packed = PackedMatrix.pack(new Backend(compute).toCompute(torch.randn(out, in)));
      assertNoticesBits(packed, new BytePointer(PackedMatrix.bytes(packed).data_ptr()), 61);
    }
  }

  /**
   * @param every how many bits one is made another
   */
  private void assertNoticesBits(Tensor weight, BytePointer bytes, int every) {
    WeightCheck check = new WeightCheck(List.of(weight), nanoTime::get);
    long length =
        weight.is_mkldnn()
            ? PackedMatrix.bytes(weight).numel()
            : weight.numel() * weight.element_size();
    assertThat(length).isGreaterThanOrEqualTo(weight.numel() * weight.element_size());
    for (long bit = 0; bit < 8 * length; bit += every) {
      flip(bytes, bit);
      pass(Duration.ofMinutes(1));
      assertThatThrownBy(() -> check.look(BAD)).as("bit %d", bit).hasCause(BAD);
      flip(bytes, bit);
    }
    pass(Duration.ofMinutes(1));
    assertThatCode(() -> check.look(BAD)).doesNotThrowAnyException();
  }

  @Test
  void isLookedAtOnceAMinute() {
    try (PointerScope scope = new PointerScope()) {
      Tensor weight = torch.randn(4, 4);
      BytePointer bytes = new BytePointer(weight.data_ptr());
      WeightCheck check = new WeightCheck(List.of(torch.randn(3), weight), nanoTime::get);
      check.look(BAD);
      flip(bytes, 13);
      pass(Duration.ofSeconds(59));
      assertThatCode(() -> check.look(BAD)).doesNotThrowAnyException();
      pass(Duration.ofSeconds(1));
      assertThatThrownBy(() -> check.look(BAD))
          .isInstanceOf(DamagedWeightsException.class)
          .hasMessage("1 of 2 tensors of weights are no longer as they were loaded");
    }
  }

  @Test
  void whatIsTrainedMayChangeAndNothingIsLeftBehind() {
    Weights.Use trained = new Weights.Use(true, null);
    Backend backend = new Backend(Compute.cpu());
    try (Weights weights = Weights.open(Checkpoints.tiny(), backend, trained)) {
      Tensor norm = weights.tensor("model.norm.weight", 128);
      WeightCheck check = weights.check();
      norm.zero_();
      assertThatCode(() -> check.look(BAD)).doesNotThrowAnyException();
    }
    try (Weights weights = Weights.open(Checkpoints.tiny(), backend)) {
      weights.matrix("model.layers.0.self_attn.q_proj.weight", 128, 128, 1);
      weights.check();
      long before = Pointer.totalCount();
      weights.check().look(BAD);
      assertThat(Pointer.totalCount()).isEqualTo(before);
    }
  }

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }

  private static void flip(BytePointer bytes, long bit) {
    bytes.put(bit / 8, (byte) (bytes.get(bit / 8) ^ 1 << bit % 8));
  }
}
