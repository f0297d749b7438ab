package dev.vocostream.model.weights;

import dev.vocostream.model.DType;
import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The numbers of a checkpoint's tensors, in parts: they may be larger than the heap. */
final class StoredTensors {
  /** Of a map; a multiple of every type's size. */
  private static final int MAP_BYTES = 1 << 28;

  private final Checkpoint from;
  private final Map<String, ByteBuffer> maps = new ConcurrentHashMap<>();

  StoredTensors(Checkpoint from) {
    this.from = from;
  }

  /**
   * May be called by several threads.
   *
   * @param start place of the first element that is wanted, row-major
   * @param into takes {@code count} elements from its beginning on
   * @throws InvalidCheckpointException if the file is cut meanwhile
   */
  void copy(String name, long start, float[] into, int count) {
    try {
      copy(from.info(name), start, into, count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InternalError e) {
      throw new InvalidCheckpointException(
          "%s: tensor '%s': the file was changed while it was read".formatted(from, name), e);
    }
  }

  private void copy(TensorInfo stored, long start, float[] into, int count) throws IOException {
    int size = stored.dtype().bytes();
    for (int done = 0; done < count; ) {
      long at = (start + done) * size;
      ByteBuffer bytes = map(stored, at / MAP_BYTES);
      bytes.position((int) (at % MAP_BYTES));
      int some = Math.min(count - done, bytes.remaining() / size);
      decode(bytes, stored.dtype(), into, done, some);
      done += some;
    }
  }

  /** Maps are kept: one for each part would be more than a system allows a process. */
  private ByteBuffer map(TensorInfo stored, long index) throws IOException {
    String key = index + " " + stored.name();
    ByteBuffer map = maps.get(key);
    if (map == null) { // another thread may map it too: that costs address space only
      long at = index * MAP_BYTES;
      int length = (int) Math.min(MAP_BYTES, stored.end() - stored.begin() - at);
      map = from.map(stored, at, length);
      maps.put(key, map);
    }
    return map.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void decode(ByteBuffer bytes, DType dtype, float[] into, int at, int count) {
    if (dtype == DType.FP32) {
      bytes.asFloatBuffer().get(into, at, count);
      return;
    }
    ShortBuffer shorts = bytes.asShortBuffer();
    for (int i = 0; i < count; i++) {
      short half = shorts.get(i);
      into[at + i] = dtype == DType.BF16 ? HalfFloats.ofBfloat16(half) : HalfFloats.ofFloat16(half);
    }
  }
}
