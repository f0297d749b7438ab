package dev.vocostream.model.weights;

import dev.vocostream.model.InvalidCheckpointException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;

/** A safetensors file, memory-mapped. Refuses whatever {@link SafetensorsHeader} does not allow. */
public final class SafetensorsFile implements Closeable {
  private static final int LENGTH_BYTES = 8;

  /** A 7B checkpoint's header has about 100 kB; the worst of this size takes 40 MB of heap. */
  private static final long MAX_HEADER_BYTES = 2 << 20;

  /** What changes when a file is written to or replaced. */
  private record FileState(Object key, long size, FileTime modified) {
    static FileState of(Path path) throws IOException {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      return new FileState(now.fileKey(), now.size(), now.lastModifiedTime());
    }
  }

  private final Path path;
  private final FileChannel channel;
  private final long dataStart;
  private final SafetensorsHeader header;
  private final FileState opened;

  private SafetensorsFile(Path path, FileChannel channel, long dataStart, SafetensorsHeader header)
      throws IOException {
    this.path = path;
    this.opened = FileState.of(path);
    this.channel = channel;
    this.dataStart = dataStart;
    this.header = header;
  }

  /**
   * @throws InvalidCheckpointException if the file is not strictly valid
   */
  public static SafetensorsFile open(Path path) throws IOException {
    return open(path, name -> false);
  }

  /**
   * @param ignored says which tensors are only checked; they may have types that cannot be read
   * @throws InvalidCheckpointException if the file is not strictly valid
   */
  static SafetensorsFile open(Path path, Predicate<String> ignored) throws IOException {
    Pickle.refuse(path);
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      long headerBytes = headerBytes(path, channel);
      byte[] header = new byte[(int) headerBytes];
      readFully(path, channel, ByteBuffer.wrap(header), LENGTH_BYTES);
      long dataStart = LENGTH_BYTES + headerBytes;
      long dataBytes = channel.size() - dataStart;
      return new SafetensorsFile(
          path,
          channel,
          dataStart,
          SafetensorsHeader.parse(path.toString(), header, dataBytes, ignored));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static long headerBytes(Path path, FileChannel channel) throws IOException {
    if (channel.size() < LENGTH_BYTES) {
      throw new InvalidCheckpointException(
          "%s: a safetensors file has at least 8 bytes, found %d".formatted(path, channel.size()));
    }
    ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    readFully(path, channel, length, 0);
    long headerBytes = length.getLong(0);
    long most = Math.min(MAX_HEADER_BYTES, channel.size() - LENGTH_BYTES);
    if (headerBytes < 2 || headerBytes > most) {
      throw new InvalidCheckpointException(
          "%s: the header length must be 2 to %d bytes, found %s; this is not a safetensors file"
              .formatted(path, most, Long.toUnsignedString(headerBytes)));
    }
    return headerBytes;
  }

  private static void readFully(Path path, FileChannel channel, ByteBuffer into, long from)
      throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into, from + into.position()) < 0) {
        throw new InvalidCheckpointException(
            "%s: the file was cut at byte %d while it was read"
                .formatted(path, from + into.position()));
      }
    }
  }

  Path path() {
    return path;
  }

  /** The tensors that can be read, in the order of their data. */
  Collection<TensorInfo> tensors() {
    return header.tensors().values();
  }

  /** Names of the others. */
  Set<String> ignored() {
    return header.ignored();
  }

  public Set<String> names() {
    return header.tensors().keySet();
  }

  /**
   * @throws InvalidCheckpointException if there is no such tensor
   */
  public TensorInfo info(String name) {
    TensorInfo info = header.tensors().get(name);
    if (info == null) {
      throw new InvalidCheckpointException(
          "%s: tensor '%s' is missing (the file has %d others)"
              .formatted(path, name, header.tensors().size()));
    }
    return info;
  }

  boolean contains(String name) {
    return header.tensors().containsKey(name) || header.ignored().contains(name);
  }

  /**
   * Part of a tensor's data, mapped read-only, little endian.
   *
   * @param from offset in the tensor, in bytes
   * @param length in bytes; a map cannot be larger than an int
   * @throws InvalidCheckpointException if the file has become shorter than it was when opened
   */
  public ByteBuffer map(TensorInfo tensor, long from, int length) throws IOException {
    if (from < 0 || length < 0 || length > tensor.end() - tensor.begin() - from) {
      throw new IndexOutOfBoundsException(
          "%s: tensor '%s' has %d bytes, not %d from %d"
              .formatted(path, tensor.name(), tensor.end() - tensor.begin(), length, from));
    }
    long start = dataStart + tensor.begin() + from;
    if (start + length > channel.size()) {
      throw new InvalidCheckpointException(
          "%s: tensor '%s': the file was cut to %d bytes while it was in use"
              .formatted(path, tensor.name(), channel.size()));
    }
    return channel.map(FileChannel.MapMode.READ_ONLY, start, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * @throws InvalidCheckpointException if another file has taken its place, or it was written to
   */
  void requireUnchanged() throws IOException {
    if (!FileState.of(path).equals(opened)) {
      throw new InvalidCheckpointException(
          path + " was changed or replaced while it was loaded: load it again when it is complete");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
