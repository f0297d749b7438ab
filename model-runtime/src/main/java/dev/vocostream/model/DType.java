package dev.vocostream.model;

/**
 * How numbers are stored or computed with. The code is part of every stored frame: never change it.
 */
public enum DType {
  FP32(1, 4, 0),
  FP16(2, 2, 0),
  BF16(3, 2, 0),
  /** For activations only: whole numbers from -127 to 127 behind the scale of their vector. */
  INT8(4, 1, 4);

  private final int code;
  private final int bytes;
  private final int scaleBytes;

  DType(int code, int bytes, int scaleBytes) {
    this.code = code;
    this.bytes = bytes;
    this.scaleBytes = scaleBytes;
  }

  public int code() {
    return code;
  }

  /** Bytes of one number. */
  public int bytes() {
    return bytes;
  }

  /** Bytes of a vector of {@code numbers}: a key or a value of one head, its scale included. */
  public int vectorBytes(int numbers) {
    return numbers * bytes + scaleBytes;
  }

  /**
   * @throws IllegalArgumentException if no type has this code
   */
  public static DType ofCode(int code) {
    for (DType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new IllegalArgumentException("unknown dtype code " + code);
  }

  /** As checkpoints' files call it. */
  public String torchName() {
    return switch (this) {
      case FP32 -> "float32";
      case BF16 -> "bfloat16";
      case FP16 -> "float16";
      case INT8 -> throw new IllegalArgumentException("weights are not stored as INT8");
    };
  }
}
