package dev.vocostream.model.text;

import dev.vocostream.model.InvalidCheckpointException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads protobuf fields one after the other, never beyond the end of its bytes. */
final class Protobuf {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final ByteBuffer bytes;
  private int wireType;

  Protobuf(ByteBuffer bytes) {
    this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The next field's number, or 0 at the end. */
  int nextField() {
    if (!bytes.hasRemaining()) {
      return 0;
    }
    long tag = varint();
    wireType = (int) (tag & 7);
    return (int) (tag >>> 3);
  }

  long number() {
    require(VARINT);
    return varint();
  }

  float decimal() {
    require(FIXED32);
    return take(4).getFloat();
  }

  Protobuf message() {
    return new Protobuf(content());
  }

  String text() {
    return StandardCharsets.UTF_8.decode(content()).toString();
  }

  /** How many bytes a field of bytes has; they are skipped. */
  int size() {
    return content().remaining();
  }

  void skip() {
    switch (wireType) {
      case VARINT -> varint();
      case FIXED64 -> take(8);
      case BYTES -> content();
      case FIXED32 -> take(4);
      default -> throw damaged("an unknown wire type " + wireType);
    }
  }

  private ByteBuffer content() {
    require(BYTES);
    long length = varint();
    if (length < 0 || length > bytes.remaining()) {
      throw damaged("a field of " + length + " bytes where " + bytes.remaining() + " are left");
    }
    return take((int) length);
  }

  private ByteBuffer take(int length) {
    if (length > bytes.remaining()) {
      throw damaged("a field that is cut off");
    }
    ByteBuffer taken = bytes.slice(bytes.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + length);
    return taken;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = take(1).get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw damaged("a number of more than ten bytes");
  }

  private void require(int expected) {
    if (wireType != expected) {
      throw damaged("wire type " + wireType + " where " + expected + " was expected");
    }
  }

  private static InvalidCheckpointException damaged(String what) {
    return new InvalidCheckpointException(
        "tokenizer.model is not a SentencePiece model: it has " + what);
  }
}
