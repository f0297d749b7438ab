package dev.vocostream.model.compression;

import dev.vocostream.model.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A frame becomes k VoCo tokens: the paper's compression, and what this product remembers. */
public final class VocoTokens implements MemoryMode {
  private final FrameSight sight;
  private final FrameEncoder encoder;
  private final int k;

  /**
   * @param k VoCo tokens of a frame
   */
  public VocoTokens(FrameSight sight, FrameEncoder encoder, int k) {
    this.sight = sight;
    this.encoder = encoder;
    this.k = k;
  }

  @Override
  public Tensor hold(Tensor pixels) {
    return compress(sight.embed(pixels));
  }

  /**
   * @param vision embeddings [B, n, hidden]
   * @return [B, k, layers, 2, Hkv, d]
   */
  public Tensor compress(Tensor vision) {
    Tensor behind = sight.behindFrame(k).expand(vision.size(0), -1, -1); // [B, s + k, hidden]
    return encoder.encode(Tensors.cat(List.of(vision, behind), 1), k);
  }
}
