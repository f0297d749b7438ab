package dev.vocostream.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

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
  private static final int SMALLEST = 12;

  public byte[] toBytes() {
    byte[] cameraBytes = camera.getBytes(StandardCharsets.UTF_8);
    byte[] modelBytes = fingerprint.getBytes(StandardCharsets.UTF_8);
    int length = SMALLEST + cameraBytes.length + modelBytes.length + activations.length;
    ByteBuffer out = EntryBytes.begin(VERSION, length);
    out.put((byte) dtype).putShort((short) tokens);
    EntryBytes.putString(out, cameraBytes);
    EntryBytes.putString(out, modelBytes);
    return EntryBytes.end(out.put(activations));
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
    ByteBuffer in = EntryBytes.check(bytes, VERSION, SMALLEST);
    int dtype = in.get();
    int tokens = Short.toUnsignedInt(in.getShort());
    String camera = EntryBytes.readString(in);
    String fingerprint = EntryBytes.readString(in);
    return new FrameEntry(camera, fingerprint, tokens, dtype, EntryBytes.rest(in));
  }
}
