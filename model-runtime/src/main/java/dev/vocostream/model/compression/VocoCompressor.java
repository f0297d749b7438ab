package dev.vocostream.model.compression;

import dev.vocostream.model.config.DecoderConfig;
import dev.vocostream.model.language.DecoderLayer;
import dev.vocostream.model.language.LlamaDecoder;
import dev.vocostream.model.language.Pass;
import dev.vocostream.model.language.Rope;
import dev.vocostream.model.tensor.Scope;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.text.PromptTemplate;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Stage 1: a frame's vision tokens in, the keys and values of its VoCo tokens out.
 *
 * <pre>
 *   layer            rows that ask      rows whose K, V are made      kept
 *   0 .. L-3         all                all                           VoCo rows
 *   L-2              VoCo               all                           VoCo rows
 *   L-1              none               VoCo                          VoCo rows
 * </pre>
 *
 * The last two layers do less because nobody reads what they would put out; the result is the same.
 */
public final class VocoCompressor {
  private final LlamaDecoder decoder;
  private final DecoderConfig config;
  private final PromptTemplate template;

  public VocoCompressor(LlamaDecoder decoder, DecoderConfig config, PromptTemplate template) {
    this.decoder = decoder;
    this.config = config;
    this.template = template;
  }

  /**
   * @param vision embeddings [B, n, hidden], frames in isolation
   * @param k VoCo tokens per frame
   * @return [B, k, layers, 2: K before RoPE then V, Hkv, d]
   */
  public Tensor compress(Tensor vision, int k) {
    Tensor x = sequence(vision, k); // [B, 1 + n + s + k, hidden]
    int length = (int) x.size(1);
    Rope.Rotation rotation = decoder.rope().at(0, length);
    VocoRows kept = new VocoRows(config, rotation, (int) x.size(0), k);
    Tensor mask = Tensors.of(VocoMask.CAUSAL.lastRows(length, length)); // [T, T]
    Pass pass = Pass.masked(rotation, mask, kept);
    List<DecoderLayer> layers = decoder.layers();
    int last = layers.size() - 1;
    for (DecoderLayer layer : layers.subList(0, last - 1)) {
      Tensor rows = x;
      x = Scope.keepOnly(() -> layer.forward(rows, pass));
    }
    Tensor rows = x;
    x = Scope.keepOnly(() -> layers.get(last - 1).forwardLast(k, rows, pass)); // [B, k, hidden]
    layers.get(last).putOnly(x, pass);
    return kept.all();
  }

  private Tensor sequence(Tensor vision, int k) {
    long batch = vision.size(0);
    Tensor before = decoder.embed(template.beforeFrame()); // [1, 1, hidden]
    Tensor behind = decoder.embed(template.behindFrame(k)); // [1, s + k, hidden]
    return Tensors.cat(
        List.of(before.expand(batch, -1, -1), vision, behind.expand(batch, -1, -1)), 1);
  }
}
