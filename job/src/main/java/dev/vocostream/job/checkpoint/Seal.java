package dev.vocostream.job.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;

/**
 * Checksums of what a checkpoint is made of, behind the metadata in its file {@code _metadata},
 * where Flink reads no further. In a file of their own they would keep the checkpoint's directory
 * from being deleted.
 *
 * <pre>
 * size  field, big endian
 *    .  Flink's metadata
 *    4  number of files
 *    .  of each: its name as writeUTF has it, and 4 of its CRC32C
 *    8  "VERSION "
 *    4  version of the state
 *    4  CRC32C of all before this
 *    8  "VOCOSEAL"
 * </pre>
 *
 * Files in the checkpoint's own directory have no path, so that a savepoint may be moved. Where the
 * seal or the version is missing, an older build wrote the checkpoint. From the version on it stays
 * as it is for ever: an old build looks there, and at nothing before it, to see that it must not
 * read on.
 *
 * @param bytes from behind the metadata to the mark
 * @param size bytes of the checkpoint, with what it shares with others, but for the seal
 */
record Seal(byte[] bytes, long size) {
  private static final byte[] MARK = "VOCOSEAL".getBytes(StandardCharsets.US_ASCII);
  private static final int END = Integer.BYTES + MARK.length;
  private static final byte[] VERSION = "VERSION ".getBytes(StandardCharsets.US_ASCII);

  /**
   * Of the state that is written now. To be raised when a build of before would misread what
   * changed, or do without it.
   */
  private static final int STATE = 2;

  /**
   * What is to be written behind the metadata.
   *
   * @param directory of the checkpoint, whose files are all written
   */
  static Seal of(byte[] metadata, Path directory) throws IOException {
    Path any = anyIn(directory);
    CheckpointMetadata parsed = read(new DataInputStream(new ByteArrayInputStream(metadata)), any);
    List<StoredFile> all = StoredFile.of(parsed);
    List<Path> files =
        all.stream()
            .filter(file -> file.kind() == StoredFile.Kind.SEALED)
            .map(StoredFile::path)
            .toList();
    ByteArrayOutputStream seal = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(seal);
    out.writeInt(files.size());
    for (Path file : files) {
      out.writeUTF(file.getParent().equals(directory) ? file.getName() : file.toString());
      out.writeInt(crcOf(file));
    }
    out.write(VERSION);
    out.writeInt(STATE);
    CRC32C crc = new CRC32C();
    crc.update(metadata);
    crc.update(seal.toByteArray());
    out.writeInt((int) crc.getValue());
    out.write(MARK);
    long size = metadata.length + all.stream().mapToLong(StoredFile::size).sum();
    return new Seal(seal.toByteArray(), size);
  }

  /**
   * Flink looks for the files of the checkpoint beside one that is there already; the directory
   * where there is none.
   */
  private static Path anyIn(Path directory) throws IOException {
    FileStatus[] all = directory.getFileSystem().listStatus(directory);
    return all.length == 0 ? directory : all[0].getPath();
  }

  /**
   * The metadata, of which and of whose files every byte is as it was written, if they are sealed.
   *
   * @param bytes of the file {@code _metadata}
   * @throws DamagedCheckpointException if they are not
   * @throws NewerStateException if this build must not read it
   */
  static CheckpointMetadata check(byte[] bytes, Path file) throws IOException {
    boolean sealed = endsWithMark(bytes);
    if (sealed) {
      require(ByteBuffer.wrap(bytes).getInt(bytes.length - END), crcOfBody(bytes), file);
      requireKnown(bytes, file);
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    CheckpointMetadata metadata = read(in, file);
    if (!sealed && in.available() > 0) {
      throw new DamagedCheckpointException(file, "a seal", "the rest of one");
    }
    for (int left = sealed ? in.readInt() : 0; left > 0; left--) {
      String name = in.readUTF();
      Path one = name.contains("/") ? new Path(name) : new Path(file.getParent(), name);
      require(in.readInt(), crcOf(one), one);
    }
    return metadata;
  }

  private static boolean endsWithMark(byte[] bytes) {
    return bytes.length > END && has(MARK, bytes, bytes.length - MARK.length);
  }

  private static boolean has(byte[] word, byte[] bytes, int at) {
    return at >= 0 && Arrays.equals(bytes, at, at + word.length, word, 0, word.length);
  }

  private static void requireKnown(byte[] bytes, Path file) throws NewerStateException {
    int at = bytes.length - END - Integer.BYTES;
    if (has(VERSION, bytes, at - VERSION.length)) {
      int version = ByteBuffer.wrap(bytes).getInt(at);
      if (version > STATE) {
        throw new NewerStateException(file, STATE, version);
      }
    }
  }

  private static void require(int expected, int found, Path file) throws IOException {
    if (expected != found) {
      throw new DamagedCheckpointException(
          file, "CRC32C %08x".formatted(expected), "CRC32C %08x".formatted(found));
    }
  }

  private static CheckpointMetadata read(DataInputStream in, Path file) throws IOException {
    try {
      return Checkpoints.loadCheckpointMetadata(in, Seal.class.getClassLoader(), file.toString());
    } catch (IOException | RuntimeException e) {
      throw new DamagedCheckpointException(file, e);
    }
  }

  private static int crcOfBody(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length - END);
    return (int) crc.getValue();
  }

  private static int crcOf(Path file) throws IOException {
    CRC32C crc = new CRC32C();
    byte[] some = new byte[1 << 16];
    try (InputStream in = file.getFileSystem().open(file)) {
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        crc.update(some, 0, count);
      }
    } catch (IOException e) {
      throw new DamagedCheckpointException(file, e);
    }
    return (int) crc.getValue();
  }
}
