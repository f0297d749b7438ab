package dev.vocostream.state;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * One remembered frame as bytes. What is remembered outlives the process that wrote it, so every
 * entry says who wrote it and can prove that it is whole.
 *
 * <pre>
 * offset  size  field, little endian
 *      0     1  format version, 1
 *      1     4  CRC32C of everything that follows
 *      5     1  dtype code of the activations
 *      6     2  VoCo tokens (k)
 *      8     2  length of the camera id, then the id in UTF-8
 *      .     2  length of the model fingerprint, then the fingerprint in UTF-8
 *      .     .  activations, to the end
 * </pre>
 *
 * The format is part of every savepoint: a change needs a new version beside the old one.
 */
public record FrameEntry(
    String camera, String fingerprint, int tokens, int dtype, byte[] activations) {
  private static final byte VERSION = 1;
  private static final int CHECKED_FROM = 5;
  private static final int SMALLEST = 12;

  public byte[] toBytes() {
    byte[] cameraBytes = camera.getBytes(StandardCharsets.UTF_8);
    byte[] modelBytes = fingerprint.getBytes(StandardCharsets.UTF_8);
    int length = SMALLEST + cameraBytes.length + modelBytes.length + activations.length;
    ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(VERSION).putInt(0).put((byte) dtype).putShort((short) tokens);
    out.putShort((short) cameraBytes.length).put(cameraBytes);
    out.putShort((short) modelBytes.length).put(modelBytes);
    out.put(activations);
    return out.putInt(1, crcOf(out.array())).array();
  }

  /**
   * Reads an entry that must be of this camera and this model.
   *
   * @throws UnreadableEntryException if it is not, or is damaged; says which
   */
  public static FrameEntry read(byte[] bytes, String camera, String fingerprint)
      throws UnreadableEntryException {
    FrameEntry entry = parse(bytes);
    if (!entry.camera.equals(camera)) {
      throw new UnreadableEntryException("foreign-camera", camera, entry.camera);
    }
    if (!entry.fingerprint.equals(fingerprint)) {
      throw new UnreadableEntryException("foreign-model", fingerprint, entry.fingerprint);
    }
    return entry;
  }

  private static FrameEntry parse(byte[] bytes) throws UnreadableEntryException {
    if (bytes.length < SMALLEST) {
      throw new UnreadableEntryException(
          "corrupt", "at least " + SMALLEST + " bytes", bytes.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    byte version = in.get();
    if (version != VERSION) {
      throw new UnreadableEntryException("unknown-format", "version 1", "version " + version);
    }
    int crc = in.getInt();
    if (crc != crcOf(bytes)) {
      throw new UnreadableEntryException(
          "corrupt",
          "CRC32C " + Integer.toHexString(crc),
          "CRC32C " + Integer.toHexString(crcOf(bytes)));
    }
    int dtype = in.get();
    int tokens = Short.toUnsignedInt(in.getShort());
    String camera = readString(in);
    String fingerprint = readString(in);
    byte[] activations = new byte[in.remaining()];
    in.get(activations);
    return new FrameEntry(camera, fingerprint, tokens, dtype, activations);
  }

  private static String readString(ByteBuffer in) {
    byte[] bytes = new byte[Short.toUnsignedInt(in.getShort())];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static int crcOf(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, CHECKED_FROM, bytes.length - CHECKED_FROM);
    return (int) crc.getValue();
  }
}
