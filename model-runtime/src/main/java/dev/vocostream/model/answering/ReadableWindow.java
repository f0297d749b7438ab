package dev.vocostream.model.answering;

import dev.vocostream.model.language.LlamaDecoder;
import dev.vocostream.model.language.Rope;
import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.Owned;
import dev.vocostream.model.tensor.Tensors;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * A window on the device, as any number of questions read it: keys turned to their places, oldest
 * frame first from position zero whatever its age, so that the window can slide for ever and no
 * angle grows; behind them the constant beginning of every prompt, which the first question reads
 * with it ({@link HeadRows}).
 *
 * <pre>
 *   stored     frame 17: 2 tokens     frame 18: 1 token     frame 19: 2 tokens     head
 *   position   0 1                    2                     3 4                    5 6 7 .. 37
 * </pre>
 */
final class ReadableWindow implements AutoCloseable {
  /** Frames that are copied at once: enough to share out, few enough to stay in a cache. */
  private static final int PUT_TOGETHER = 32;

  private final Owned rows; // [layers, 2, Hkv, frames' tokens + head's, d]
  private final int[] tokens; // of each frame
  private final int frameRows;
  private boolean headRead;

  /**
   * @param tokens of each frame
   * @param read K before RoPE and V of all frames, of any floating type, in one piece or more
   *     [tokens, layers, 2, Hkv, d]
   * @param head how many rows will stand behind them
   */
  ReadableWindow(LlamaDecoder decoder, int[] tokens, List<Tensor> read, int head) {
    var config = decoder.config();
    Backend backend = decoder.backend();
    this.tokens = tokens;
    frameRows = IntStream.of(tokens).sum();
    rows =
        new Owned(
            backend.empty(
                config.layers(), 2, config.kvHeads(), frameRows + head, config.headDim()));
    try {
      put(read);
      if (frameRows > 0) {
        turnKeys(decoder);
      }
    } catch (Throwable e) { // short of memory, most likely, of which this holds most
      rows.close();
      throw e;
    }
  }

  /**
   * Converts and orders the frames as they are copied to their places: memory that is touched for
   * the first time costs more than the copy, so there is no second array of the window's size.
   */
  private void put(List<Tensor> read) {
    long from = 0;
    for (int i = 0; i < read.size(); i += PUT_TOGETHER) {
      try (PointerScope scope = new PointerScope()) {
        Tensor piece = Tensors.cat(read.subList(i, Math.min(read.size(), i + PUT_TOGETHER)), 0);
        Tensor ordered = piece.permute(1, 2, 3, 0, 4); // [layers, 2, Hkv, tokens, d]
        rows.get().narrow(3, from, piece.size(0)).copy_(ordered);
        from += piece.size(0);
      }
    }
  }

  private void turnKeys(LlamaDecoder decoder) {
    var config = decoder.config();
    Rope.Rotation places = decoder.rope().at(0, frameRows);
    Tensor turned = decoder.backend().empty(config.kvHeads(), frameRows, config.headDim());
    for (int layer = 0; layer < config.layers(); layer++) {
      Tensor keys = keys(layer).narrow(1, 0, frameRows);
      keys.copy_(places.into(turned, keys));
    }
  }

  /**
   * @param k rotated keys of the head [Hkv, head, d]
   * @param v their values [Hkv, head, d]
   */
  void putHead(int layer, Tensor k, Tensor v) {
    keys(layer).narrow(1, frameRows, k.size(1)).copy_(k);
    values(layer).narrow(1, frameRows, v.size(1)).copy_(v);
  }

  /** The head has been through all layers. */
  void headRead() {
    headRead = true;
  }

  /** Whether what stands behind the frames has been read. */
  boolean isHeadRead() {
    return headRead;
  }

  /** Rotated keys [Hkv, length, d] */
  Tensor keys(int layer) {
    return rows.get().select(0, layer).select(0, 0);
  }

  /** [Hkv, length, d] */
  Tensor values(int layer) {
    return rows.get().select(0, layer).select(0, 1);
  }

  /** Of frames and head; also the position of the first own row of a question. */
  int length() {
    return (int) rows.get().size(3);
  }

  /** VoCo tokens of all frames; the head's rows stand behind them. */
  int frameRows() {
    return frameRows;
  }

  /** VoCo tokens of each frame. */
  int[] tokens() {
    return tokens;
  }

  long bytes() {
    return rows.get().numel() * rows.get().element_size();
  }

  @Override
  public void close() {
    rows.close();
  }
}
