package dev.vocostream.model.compression;

import dev.vocostream.model.language.DecoderLayer;
import dev.vocostream.model.language.LlamaDecoder;
import dev.vocostream.model.tensor.Scope;
import dev.vocostream.model.tensor.Weights;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Stage 1: a frame's rows in, the keys and values of its last rows out.
 *
 * <pre>
 *   layer            rows that ask      rows whose K, V are made      kept
 *   0 .. L-3         all                all                           last rows
 *   L-2              last               all                           last rows
 *   L-1              none               last                          last rows
 * </pre>
 *
 * The last two layers do less because nobody reads what they would put out; the result is the same.
 */
public final class FrameEncoder {
  private final LlamaDecoder decoder;
  private final FramePrefix prefix;

  /**
   * @param weights own the constant rows of the start token
   * @param before the start token of every frame, or nothing
   */
  public FrameEncoder(Weights weights, LlamaDecoder decoder, long... before) {
    this.decoder = decoder;
    this.prefix = new FramePrefix(weights, decoder, before);
  }

  /**
   * @param x embeddings behind the start token [B, T, hidden], frames in isolation
   * @param rows how many of the last rows are kept
   * @return [B, rows, layers, 2: K before RoPE then V, Hkv, d]
   */
  public Tensor encode(Tensor x, int rows) {
    FramePass pass = new FramePass(decoder, prefix, (int) x.size(0), (int) x.size(1), rows);
    List<DecoderLayer> layers = decoder.layers();
    int last = layers.size() - 1;
    for (DecoderLayer layer : layers.subList(0, last - 1)) {
      Tensor all = x;
      x = Scope.keepOnly(() -> layer.forward(all, pass));
    }
    Tensor all = x;
    x = Scope.keepOnly(() -> layers.get(last - 1).forwardAsking(all, pass)); // [B, rows, hidden]
    pass.keep(last, layers.get(last).keys(x), layers.get(last).values(x));
    return pass.kept();
  }
}
