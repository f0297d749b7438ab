package dev.vocostream.state;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * How every kind of entry begins and proves that it is whole.
 *
 * <pre>
 * offset  size  field, little endian
 *      0     1  format version
 *      1     4  CRC32C of everything that follows
 *      5     .  what the entry holds
 * </pre>
 */
final class EntryBytes {
  /** Of version and checksum. */
  static final int HEADER = 5;

  private EntryBytes() {}

  /** Room for an entry, behind its header. */
  static ByteBuffer begin(byte version, int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN).put(version).putInt(0);
  }

  /** The entry, once all of it has been put. */
  static byte[] end(ByteBuffer out) {
    return out.putInt(1, crcOf(out.array())).array();
  }

  /**
   * What follows the header.
   *
   * @throws UnreadableEntryException if it is of another version, or damaged
   */
  static ByteBuffer check(byte[] bytes, byte expected, int smallest)
      throws UnreadableEntryException {
    if (bytes.length < smallest) {
      throw new UnreadableEntryException(
          "corrupt", "at least " + smallest + " bytes", bytes.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    byte version = in.get();
    if (version != expected) {
      throw new UnreadableEntryException(
          "unknown-format", "version " + expected, "version " + version);
    }
    int crc = in.getInt();
    if (crc != crcOf(bytes)) {
      throw new UnreadableEntryException(
          "corrupt",
          "CRC32C " + Integer.toHexString(crc),
          "CRC32C " + Integer.toHexString(crcOf(bytes)));
    }
    return in;
  }

  static void putString(ByteBuffer out, byte[] utf8) {
    out.putShort((short) utf8.length).put(utf8);
  }

  static String readString(ByteBuffer in) {
    byte[] bytes = new byte[Short.toUnsignedInt(in.getShort())];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static byte[] rest(ByteBuffer in) {
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return bytes;
  }

  private static int crcOf(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, HEADER, bytes.length - HEADER);
    return (int) crc.getValue();
  }
}
