package dev.vocostream.model.weights;

import dev.vocostream.model.InvalidCheckpointException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;

/** A safetensors file, memory-mapped. Refuses whatever {@link SafetensorsHeader} does not allow. */
public final class SafetensorsFile implements Closeable {
  static final int LENGTH_BYTES = 8;

  /** A 7B checkpoint's header has about 100 kB. */
  private static final long MAX_HEADER_BYTES = 16 << 20;

  private final Path path;
  private final FileChannel channel;
  private final long dataStart;
  private final Map<String, TensorInfo> tensors;

  private SafetensorsFile(
      Path path, FileChannel channel, long dataStart, Map<String, TensorInfo> tensors) {
    this.path = path;
    this.channel = channel;
    this.dataStart = dataStart;
    this.tensors = tensors;
  }

  /**
   * @throws InvalidCheckpointException if the file is not strictly valid
   */
  public static SafetensorsFile open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      long headerBytes = headerBytes(path, channel);
      byte[] header = new byte[(int) headerBytes];
      readFully(channel, ByteBuffer.wrap(header), LENGTH_BYTES);
      long dataStart = LENGTH_BYTES + headerBytes;
      return new SafetensorsFile(
          path,
          channel,
          dataStart,
          SafetensorsHeader.parse(path.toString(), header, channel.size() - dataStart));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static long headerBytes(Path path, FileChannel channel) throws IOException {
    Pickle.refuse(path);
    if (channel.size() < LENGTH_BYTES) {
      throw new InvalidCheckpointException(
          "%s: a safetensors file has at least 8 bytes, found %d".formatted(path, channel.size()));
    }
    ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    readFully(channel, length, 0);
    long headerBytes = length.getLong(0);
    long most = Math.min(MAX_HEADER_BYTES, channel.size() - LENGTH_BYTES);
    if (headerBytes < 2 || headerBytes > most) {
      throw new InvalidCheckpointException(
          "%s: the header length must be 2 to %d bytes, found %s; this is not a safetensors file"
              .formatted(path, most, Long.toUnsignedString(headerBytes)));
    }
    return headerBytes;
  }

  private static void readFully(FileChannel channel, ByteBuffer into, long from)
      throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into, from + into.position()) < 0) {
        throw new IOException("the file ended at byte " + (from + into.position()));
      }
    }
  }

  public Set<String> names() {
    return tensors.keySet();
  }

  /**
   * @throws InvalidCheckpointException if there is no such tensor
   */
  public TensorInfo info(String name) {
    TensorInfo info = tensors.get(name);
    if (info == null) {
      throw new InvalidCheckpointException(
          "%s: tensor '%s' is missing (the file has %d others)"
              .formatted(path, name, tensors.size()));
    }
    return info;
  }

  /**
   * Part of a tensor's data, mapped read-only, little endian.
   *
   * @param from offset in the tensor, in bytes
   * @param length in bytes; a map cannot be larger than an int
   */
  public ByteBuffer map(TensorInfo tensor, long from, int length) throws IOException {
    long start = dataStart + tensor.begin() + from;
    return channel.map(FileChannel.MapMode.READ_ONLY, start, length).order(ByteOrder.LITTLE_ENDIAN);
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
