package dev.vocostream.model.weights;

import dev.vocostream.model.DType;
import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * All tensors of a checkpoint under LLaVA's names, with a new row for one token in the embedding
 * and in the head. They pass through in parts and may be larger than the heap.
 *
 * <p>The row is drawn as transformers draws new rows: N(0, 0.02). So are rows between it and the
 * last one that was there. Every other number is what it was.
 */
final class GrownTensors {
  private static final double DEVIATION = 0.02;

  /** Of a map; a multiple of every type's size. */
  private static final int MAP_BYTES = 1 << 28;

  private final Checkpoint from;
  private final int row;
  private final long oldRows;
  private final long rows;
  private final SafetensorsWriter writer = new SafetensorsWriter();
  private final Map<String, ByteBuffer> maps = new ConcurrentHashMap<>();

  /**
   * @param row of the token; beyond the last one, rows are added
   * @throws InvalidCheckpointException if embedding or head is missing or not of one shape
   */
  GrownTensors(Checkpoint from, int row, boolean tiedHead) {
    this.from = from;
    this.row = row;
    this.oldRows = matrix(TensorNames.EMBEDDING).shape().get(0);
    this.rows = Math.max(oldRows, row + 1L);
    if (!tiedHead || from.names().contains(TensorNames.HEAD)) {
      requireShapeOfEmbedding(matrix(TensorNames.HEAD));
    }
    for (String name : from.names()) {
      long[] shape = from.info(name).shape().stream().mapToLong(Long::longValue).toArray();
      if (isVocabulary(name)) {
        shape[0] = rows;
      }
      writer.declare(name, shape);
    }
  }

  private TensorInfo matrix(String name) {
    TensorInfo info = from.info(name);
    if (info.shape().size() != 2) {
      throw new InvalidCheckpointException(
          "%s: tensor '%s' must be [rows, width], has shape %s"
              .formatted(from, name, info.shape()));
    }
    return info;
  }

  private void requireShapeOfEmbedding(TensorInfo head) {
    List<Long> shape = from.info(TensorNames.EMBEDDING).shape();
    if (!head.shape().equals(shape)) {
      throw new InvalidCheckpointException(
          "%s: tensor '%s' must have shape %s as '%s' has, has %s"
              .formatted(from, head.name(), shape, TensorNames.EMBEDDING, head.shape()));
    }
  }

  private static boolean isVocabulary(String name) {
    return name.equals(TensorNames.EMBEDDING) || name.equals(TensorNames.HEAD);
  }

  /** Rows of the vocabulary, those of the checkpoint and the new ones. */
  int rows() {
    return Math.toIntExact(rows);
  }

  /** What the checkpoint's tensors are stored as, if all are the same; else 32 bits. */
  DType dtype() {
    Set<DType> stored =
        from.names().stream().map(name -> from.info(name).dtype()).collect(Collectors.toSet());
    return stored.size() == 1 ? stored.iterator().next() : DType.FP32;
  }

  /** How large the file becomes. */
  long bytes() {
    return writer.bytes(dtype());
  }

  /**
   * @throws InvalidCheckpointException if a file of the checkpoint is cut meanwhile
   */
  void write(Path file, long seed) throws IOException {
    SeededValues values = new SeededValues(seed);
    writer.write(file, dtype(), (name, start, into) -> fill(name, start, into, values));
  }

  private void fill(String name, long start, float[] into, SeededValues values) {
    TensorInfo stored = from.info(name);
    try {
      copy(stored, start, into, (int) Math.min(into.length, stored.elements() - start));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InternalError e) {
      throw new InvalidCheckpointException(
          "%s: tensor '%s': the file was changed while it was read".formatted(from, name), e);
    }
    if (isVocabulary(name)) {
      draw(name, start, into, values);
    }
  }

  /** Puts rows that are drawn over what a part has of them. */
  private void draw(String name, long start, float[] into, SeededValues values) {
    int width = from.info(name).shape().get(1).intValue();
    long end = start + into.length;
    for (long drawn = start / width; drawn * width < end; drawn++) {
      if (drawn == row || drawn >= oldRows) {
        float[] numbers = new float[width];
        values.normal(name + " row " + drawn, 0, numbers, DEVIATION);
        long first = Math.max(start, drawn * width);
        long last = Math.min(end, (drawn + 1) * width);
        int at = (int) (first - drawn * width);
        System.arraycopy(numbers, at, into, (int) (first - start), (int) (last - first));
      }
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
