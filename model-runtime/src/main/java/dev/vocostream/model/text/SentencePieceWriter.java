package dev.vocostream.model.text;

import dev.vocostream.model.text.SentencePieceModel.Piece;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a vocabulary as a {@code tokenizer.model} that SentencePiece itself can read. */
public final class SentencePieceWriter {
  private static final int BPE = 2;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private SentencePieceWriter() {}

  public static byte[] write(SentencePieceModel model) {
    SentencePieceWriter file = new SentencePieceWriter();
    for (Piece piece : model.pieces()) {
      file.message(
          1,
          new SentencePieceWriter()
              .bytes(1, piece.text().getBytes(StandardCharsets.UTF_8))
              .decimal(2, piece.score())
              .number(3, piece.type().ordinal() + 1));
    }
    file.message(
        2,
        new SentencePieceWriter()
            .number(3, BPE)
            .number(4, model.pieces().size())
            .number(35, 1) // byte_fallback
            .number(40, 0) // unk_id, bos_id, eos_id; no padding token
            .number(41, 1)
            .number(42, 2)
            .number(43, -1));
    file.message(
        3,
        new SentencePieceWriter()
            .bytes(1, "identity".getBytes(StandardCharsets.UTF_8))
            .number(3, 1) // add_dummy_prefix
            .number(4, 0) // remove_extra_whitespaces
            .number(5, 1)); // escape_whitespaces
    return file.out.toByteArray();
  }

  private SentencePieceWriter number(int field, long value) {
    varint((long) field << 3);
    varint(value);
    return this;
  }

  private SentencePieceWriter decimal(int field, float value) {
    varint((long) field << 3 | 5);
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
    return this;
  }

  private SentencePieceWriter bytes(int field, byte[] value) {
    varint((long) field << 3 | 2);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  private void message(int field, SentencePieceWriter content) {
    bytes(field, content.out.toByteArray());
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
