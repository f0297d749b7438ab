package dev.vocostream.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32;

/**
 * What the fake model makes of a picture: the same bytes for every token.
 *
 * <pre>
 *   0..3 checksum | 4 mean red | 5 green | 6 blue | 7: 1 if the frame is read in full, else 0
 * </pre>
 */
final class FakeRows {
  static final int BYTES = 8;

  private static final String FULL = "full ";

  private FakeRows() {}

  static Activations of(RgbImage frame, int tokens, boolean full) {
    long[] sums = new long[3];
    for (int i = 0; i < frame.rgb().length; i++) {
      sums[i % 3] += frame.rgb()[i] & 0xff;
    }
    ByteBuffer bytes = ByteBuffer.allocate(tokens * BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int token = 0; token < tokens; token++) {
      bytes.putInt((int) Long.parseLong(checksum(frame), 16));
      for (long sum : sums) {
        bytes.put((byte) (sum / (frame.width() * frame.height())));
      }
      bytes.put((byte) (full ? 1 : 0));
    }
    return new Activations(tokens, DType.FP32, bytes.array());
  }

  static String checksum(RgbImage image) {
    CRC32 crc = new CRC32();
    crc.update(image.rgb());
    return "%08x".formatted(crc.getValue());
  }

  static String checksum(Activations frame) {
    return "%08x".formatted(littleEndian(frame).getInt(0));
  }

  static String name(Activations frame) {
    return (littleEndian(frame).get(BYTES - 1) == 0 ? "" : FULL) + checksum(frame);
  }

  static double brightness(Activations frame) {
    ByteBuffer bytes = littleEndian(frame);
    int sum = (bytes.get(4) & 0xff) + (bytes.get(5) & 0xff) + (bytes.get(6) & 0xff);
    return sum / (3 * 255.0);
  }

  /** The answer to a window of frames with these names. */
  static String saw(List<String> names) {
    return "saw %d: %s".formatted(names.size(), String.join(",", names));
  }

  private static ByteBuffer littleEndian(Activations frame) {
    return ByteBuffer.wrap(frame.bytes()).order(ByteOrder.LITTLE_ENDIAN);
  }
}
