package dev.vocostream.model.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

/** libtorch's conversions are taken as right. */
class HalfFloatsTest {
  private static final int COUNT = 1 << 20;
  private static final long SEED = 5;

  @Test
  void roundsToBfloat16AsLibtorchDoes() {
    assertSame(ScalarType.BFloat16, HalfFloats::bfloat16);
  }

  @Test
  void roundsToFloat16AsLibtorchDoes() {
    assertSame(ScalarType.Half, HalfFloats::float16);
  }

  @Test
  void keepsNotANumberWhatItIs() {
    // the payload of this one would be lost by cutting it off, and carried away by rounding
    float nan = Float.intBitsToFloat(0x7F800001);
    float negative = Float.intBitsToFloat(0xFFFFFFFF);

    for (float value : new float[] {Float.NaN, nan, negative}) {
      assertThat(HalfFloats.bfloat16(value) & 0x7FFF).isGreaterThan(0x7F80);
      assertThat(HalfFloats.float16(value) & 0x7FFF).isGreaterThan(0x7C00);
    }
  }

  @Test
  void readsEveryStoredNumberExactly() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      int sign = bits < 1 << 15 ? 1 : -1;
      int exponent = bits >> 10 & 31;
      int significand = bits & 1023 | (exponent > 0 ? 1024 : 0);
      float finite = sign * Math.scalb((float) significand, Math.max(1, exponent) - 25);
      float special = significand > 1024 ? Float.NaN : sign * Float.POSITIVE_INFINITY;

      assertThat(HalfFloats.ofFloat16((short) bits))
          .isEqualTo(Float.valueOf(exponent < 31 ? finite : special));
      float brain = HalfFloats.ofBfloat16((short) bits);
      assertThat(Float.floatToRawIntBits(brain)).isEqualTo(bits << 16);
    }
  }

  private static void assertSame(ScalarType type, ToIntFunction<Float> conversion) {
    float[] values = values();
    short[] expected = new short[values.length];
    try (PointerScope scope = new PointerScope()) {
      Tensor converted = torch.tensor(values).to(type);
      new ShortPointer(converted.data_ptr()).get(expected);
    }

    for (int i = 0; i < values.length; i++) {
      assertThat((short) conversion.applyAsInt(values[i]))
          .as("%s, bits %08x", values[i], Float.floatToRawIntBits(values[i]))
          .isEqualTo(expected[i]);
    }
  }

  /** Of every size, halfway cases, zeros and infinities among them. */
  private static float[] values() {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] values = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      int bits = random.nextInt();
      bits = i % 3 == 0 ? bits & 0xFFFFF000 : i % 3 == 1 ? bits & 0xFFFF8000 : bits;
      float value = Float.intBitsToFloat(bits);
      values[i] = Float.isNaN(value) ? 65519.996f : value;
    }
    values[0] = -0f;
    values[1] = 65520;
    values[2] = Float.NEGATIVE_INFINITY;
    values[3] = 0x1p-25f; // halfway between zero and the least of float16
    return values;
  }
}
