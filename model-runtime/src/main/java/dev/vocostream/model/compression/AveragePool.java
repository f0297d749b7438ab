package dev.vocostream.model.compression;

import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * A frame becomes one row: the mean of its patch features, projected. The "Avg. Pool + Linear"
 * baseline of the VoCo-LLaMA paper, which is the content token of LLaMA-VID.
 */
public final class AveragePool implements MemoryMode {
  private final FrameSight sight;
  private final FrameEncoder encoder;

  public AveragePool(FrameSight sight, FrameEncoder encoder) {
    this.sight = sight;
    this.encoder = encoder;
  }

  @Override
  public Tensor hold(Tensor pixels) {
    Tensor features = sight.features(pixels); // [B, n, vision width]
    Tensor mean = features.mean(new long[] {1}, true, new ScalarTypeOptional());
    return encoder.encode(sight.project(mean), 1);
  }
}
