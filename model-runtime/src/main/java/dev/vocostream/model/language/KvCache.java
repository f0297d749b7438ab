package dev.vocostream.model.language;

import dev.vocostream.model.DType;
import dev.vocostream.model.config.DecoderConfig;
import dev.vocostream.model.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * The rotated keys and the values of one answer, for one sequence. Its room is taken once, so that
 * a decode step leaves nothing behind; it lives as long as the scope it was made in.
 */
public final class KvCache implements KeyValues {
  private final Rope rope;
  private final int capacity;
  private final List<Tensor> keys = new ArrayList<>(); // per layer [1, Hkv, capacity, d]
  private final List<Tensor> values = new ArrayList<>(); // per layer [1, Hkv, capacity, d]
  private int length;
  private Rope.Rotation rotation;

  public KvCache(DecoderConfig config, Rope rope, int capacity) {
    this.rope = rope;
    this.capacity = capacity;
    for (int layer = 0; layer < config.layers(); layer++) {
      keys.add(Tensors.empty(DType.FP32, 1, config.kvHeads(), capacity, config.headDim()));
      values.add(Tensors.empty(DType.FP32, 1, config.kvHeads(), capacity, config.headDim()));
    }
  }

  /** How many rows are held; also the position of the next one. */
  public int length() {
    return length;
  }

  /**
   * Announces {@code rows} new rows behind those held and gives their rotation. Every layer then
   * puts its part.
   */
  public Rope.Rotation extend(int rows) {
    if (length + rows > capacity) {
      throw new IllegalStateException(
          "a cache of %d rows cannot take %d behind %d".formatted(capacity, rows, length));
    }
    rotation = rope.at(length, rows);
    length += rows;
    return rotation;
  }

  @Override
  public Readable put(int layer, Tensor newKeys, Tensor newValues) {
    long rows = newKeys.size(2);
    Tensor layerKeys = keys.get(layer).narrow(2, 0, length);
    Tensor layerValues = values.get(layer).narrow(2, 0, length);
    layerKeys.narrow(2, length - rows, rows).copy_(rotation.apply(newKeys));
    layerValues.narrow(2, length - rows, rows).copy_(newValues);
    return new Readable(layerKeys, layerValues);
  }
}
