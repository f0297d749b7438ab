package dev.vocostream.model.compression;

import dev.vocostream.model.language.DecoderLayer;
import dev.vocostream.model.language.LlamaDecoder;
import dev.vocostream.model.language.MaskedPass;
import dev.vocostream.model.language.Rope;
import dev.vocostream.model.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * The keys and values of the start token before every frame. It sees only itself, so they are
 * constants of the model: computed once, never per frame. At position zero a rotated key is the
 * key.
 */
final class FramePrefix {
  private final int length; // p
  private final List<Tensor> keys = new ArrayList<>(); // per layer, rotated [1, Hkv, p, d]
  private final List<Tensor> values = new ArrayList<>(); // per layer [1, Hkv, p, d]

  /**
   * @param weights take over the rows, which live as long as the model
   * @param tokens the start token, or nothing
   */
  FramePrefix(Weights weights, LlamaDecoder decoder, long... tokens) {
    length = tokens.length;
    if (length > 0) {
      compute(weights, decoder, tokens);
    }
  }

  private void compute(Weights weights, LlamaDecoder decoder, long... tokens) {
    try (PointerScope scope = new PointerScope()) {
      Tensor mask = decoder.backend().mask(VocoMask.CAUSAL.lastRows(length, length));
      Rope.Rotation rotation = decoder.rope().at(0, length);
      MaskedPass pass = new MaskedPass(rotation, mask, length);
      Tensor x = decoder.embed(tokens);
      for (DecoderLayer layer : decoder.layers()) {
        keys.add(weights.own(rotation.apply(layer.keys(x))));
        values.add(weights.own(layer.values(x)));
        x = layer.forward(x, pass);
      }
    }
  }

  /** Rows that stand before every frame. */
  int length() {
    return length;
  }

  Tensor keys(int layer) {
    return keys.get(layer);
  }

  Tensor values(int layer) {
    return values.get(layer);
  }
}
