package dev.vocostream.model.compression;

import dev.vocostream.model.language.DecoderLayer;
import dev.vocostream.model.language.LlamaDecoder;
import dev.vocostream.model.language.MaskedPass;
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
  private final List<Tensor> keys = new ArrayList<>(); // per layer [1, Hkv, 1, d]
  private final List<Tensor> values = new ArrayList<>(); // per layer [1, Hkv, 1, d]

  /**
   * @param weights take over the rows, which live as long as the model
   * @param bos the start token
   */
  FramePrefix(Weights weights, LlamaDecoder decoder, long... bos) {
    try (PointerScope scope = new PointerScope()) {
      Tensor mask = decoder.backend().mask(VocoMask.CAUSAL.lastRows(bos.length, bos.length));
      MaskedPass pass = new MaskedPass(decoder.rope().at(0, bos.length), mask, bos.length);
      Tensor x = decoder.embed(bos);
      for (DecoderLayer layer : decoder.layers()) {
        keys.add(weights.own(layer.keys(x)));
        values.add(weights.own(layer.values(x)));
        x = layer.forward(x, pass);
      }
    }
  }

  Tensor keys(int layer) {
    return keys.get(layer);
  }

  Tensor values(int layer) {
    return values.get(layer);
  }
}
