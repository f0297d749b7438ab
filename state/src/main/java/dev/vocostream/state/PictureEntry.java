package dev.vocostream.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One of a camera's newest frames as the model saw it, as bytes.
 *
 * <pre>
 * offset  size  field, little endian
 *      0     1  format version, 1
 *      1     4  CRC32C of everything that follows
 *      5     2  width
 *      7     2  height
 *      9     2  length of the camera id, then the id in UTF-8
 *      .     .  8-bit RGB, rows top to bottom, to the end
 * </pre>
 *
 * The format is part of every savepoint: a change needs a new version beside the old one.
 */
public record PictureEntry(String camera, int width, int height, byte[] rgb) {
  private static final byte VERSION = 1;
  private static final int SMALLEST = 11;

  public byte[] toBytes() {
    byte[] cameraBytes = camera.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = EntryBytes.begin(VERSION, SMALLEST + cameraBytes.length + rgb.length);
    out.putShort((short) width).putShort((short) height);
    EntryBytes.putString(out, cameraBytes);
    return EntryBytes.end(out.put(rgb));
  }

  /**
   * Reads an entry that must be of this camera.
   *
   * @throws UnreadableEntryException if it is not, or is damaged; says which
   */
  public static PictureEntry read(byte[] bytes, String camera) throws UnreadableEntryException {
    ByteBuffer in = EntryBytes.check(bytes, VERSION, SMALLEST);
    int width = Short.toUnsignedInt(in.getShort());
    int height = Short.toUnsignedInt(in.getShort());
    String of = EntryBytes.readString(in);
    if (!of.equals(camera)) {
      throw new UnreadableEntryException("foreign-camera", camera, of);
    }
    return new PictureEntry(of, width, height, EntryBytes.rest(in));
  }
}
