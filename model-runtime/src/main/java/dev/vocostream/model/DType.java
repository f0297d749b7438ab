package dev.vocostream.model;

/** How activations are stored. The code is part of every stored frame: never change it. */
public enum DType {
  FP32(1, 4),
  FP16(2, 2),
  BF16(3, 2);

  private final int code;
  private final int bytes;

  DType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  public int code() {
    return code;
  }

  public int bytes() {
    return bytes;
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
}
