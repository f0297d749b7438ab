package dev.vocostream.model.weights;

import dev.vocostream.model.DType;
import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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

  private final Checkpoint from;
  private final StoredTensors stored;
  private final int row;
  private final long oldRows;
  private final long rows;
  private final SafetensorsWriter writer = new SafetensorsWriter();

  /**
   * @param row of the token; beyond the last one, rows are added
   * @throws InvalidCheckpointException if embedding or head is missing or not of one shape
   */
  GrownTensors(Checkpoint from, int row, boolean tiedHead) {
    this.from = from;
    this.stored = new StoredTensors(from);
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
    long there = from.info(name).elements() - start;
    stored.copy(name, start, into, (int) Math.min(into.length, there));
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
}
