package dev.vocostream.model.weights;

/** 32-bit floats in 16 bits, rounded to the nearest and, between two, to the even one. */
final class HalfFloats {
  private HalfFloats() {}

  /** The upper half of a 32-bit float. */
  static short bfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (value != value) {
      return (short) (bits >>> 16 | 0x40); // NaN must not be rounded into infinity
    }
    return (short) (bits + 0x7FFF + (bits >>> 16 & 1) >>> 16);
  }

  /** IEEE 754 binary16; from 65520 on, infinity. */
  static short float16(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    int magnitude = bits & 0x7FFFFFFF;
    if (magnitude >= 0x47800000) { // 65536, infinity or NaN
      return (short) (sign | (magnitude > 0x7F800000 ? 0x7E00 : 0x7C00));
    }
    if (magnitude < 0x38800000) { // below 2^-14, where steps are 2^-24: those of floats at 0.5
      float rounded = Float.intBitsToFloat(magnitude) + 0.5f;
      return (short) (sign | Float.floatToRawIntBits(rounded) - 0x3F000000);
    }
    int even = magnitude >>> 13 & 1;
    // exponents count from 127 there and from 15 here; a carry moves on into them
    return (short) (sign | magnitude + 0xFFF + even - (127 - 15 << 23) >>> 13);
  }

  /** What {@link #bfloat16} stored; exact. */
  static float ofBfloat16(short stored) {
    return Float.intBitsToFloat(stored << 16);
  }

  /** What {@link #float16} stored; exact. */
  static float ofFloat16(short stored) {
    int sign = (stored & 0x8000) << 16;
    int magnitude = stored & 0x7FFF;
    if (magnitude < 0x0400) { // below 2^-14, in steps of 2^-24
      return Float.intBitsToFloat(sign | Float.floatToRawIntBits(magnitude * 0x1p-24f));
    }
    // infinity and NaN have the highest exponent in both
    int exponents = magnitude >= 0x7C00 ? 255 - 31 : 127 - 15;
    return Float.intBitsToFloat(sign | (magnitude << 13) + (exponents << 23));
  }
}
