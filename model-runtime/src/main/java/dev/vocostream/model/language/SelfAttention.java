package dev.vocostream.model.language;

import static dev.vocostream.model.tensor.Attention.attend;
import static dev.vocostream.model.tensor.Attention.merge;
import static dev.vocostream.model.tensor.Attention.split;

import dev.vocostream.model.config.DecoderConfig;
import dev.vocostream.model.tensor.Linear;
import dev.vocostream.model.tensor.Weights;
import org.bytedeco.pytorch.Tensor;

/** Grouped-query attention with rotary positions. */
final class SelfAttention {
  private final int layer;
  private final int heads;
  private final int kvHeads;
  private final Linear q;
  private final Linear k;
  private final Linear v;
  private final Linear out;

  SelfAttention(Weights weights, String name, int layer, DecoderConfig config) {
    this.layer = layer;
    this.heads = config.heads();
    this.kvHeads = config.kvHeads();
    int hidden = config.hiddenSize();
    int width = heads * config.headDim();
    int kvWidth = kvHeads * config.headDim();
    q = Linear.withoutBias(weights, name + ".q_proj", hidden, width);
    k = Linear.withoutBias(weights, name + ".k_proj", hidden, kvWidth);
    v = Linear.withoutBias(weights, name + ".v_proj", hidden, kvWidth);
    out = Linear.withoutBias(weights, name + ".o_proj", width, hidden);
  }

  /** All rows are read, the last {@code rows} ask: [B, T, hidden] -> [B, rows, hidden] */
  Tensor forward(Tensor x, int rows, Pass pass) {
    Tensor asking = x.narrow(1, x.size(1) - rows, rows); // [B, R, hidden]
    Tensor queries = split(q.forward(asking), heads); // [B, H, R, d]
    queries = pass.rotation.last(rows).apply(queries);
    KeyValues.Readable past = put(x, pass); // [B, Hkv, past + T, d] each
    pass.observer.see(queries, past.keys);
    return out.forward(merge(attend(queries, past.keys, past.values, pass.maskOfLast(rows))));
  }

  /** Only the keys and values of these rows: all that a last layer's cache needs. */
  KeyValues.Readable put(Tensor x, Pass pass) {
    return pass.keyValues.put(layer, split(k.forward(x), kvHeads), split(v.forward(x), kvHeads));
  }
}
