package dev.vocostream.model.compression;

import dev.vocostream.model.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A frame stays as it is: vision tokens, separator and VoCo tokens, in the order of stage 1; the
 * start token is hidden. The upper bound that compression is measured against, and far too large to
 * be stored: on the device only.
 */
public final class FullFrame implements MemoryMode {
  private final FrameSight sight;
  private final FrameEncoder encoder;
  private final int k;

  /**
   * @param k VoCo tokens behind the frame; zero for a model that has none
   */
  public FullFrame(FrameSight sight, FrameEncoder encoder, int k) {
    this.sight = sight;
    this.encoder = encoder;
    this.k = k;
  }

  @Override
  public Tensor hold(Tensor pixels) {
    Tensor vision = sight.embed(pixels); // [B, n, hidden]
    Tensor behind = sight.behindFrame(k).expand(vision.size(0), -1, -1); // [B, s + k, hidden]
    Tensor all = Tensors.cat(List.of(vision, behind), 1);
    return encoder.encode(all, (int) all.size(1));
  }
}
