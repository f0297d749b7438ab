package dev.vocostream.model.compression;

import dev.vocostream.model.language.LlamaDecoder;
import dev.vocostream.model.text.PromptTemplate;
import dev.vocostream.model.vision.Projector;
import dev.vocostream.model.vision.VisionTower;
import org.bytedeco.pytorch.Tensor;

/** How pixels become rows that the decoder reads, and what stands behind them. */
public final class FrameSight {
  private final VisionTower tower;
  private final Projector projector;
  private final LlamaDecoder decoder;
  private final PromptTemplate template;

  public FrameSight(
      VisionTower tower, Projector projector, LlamaDecoder decoder, PromptTemplate template) {
    this.tower = tower;
    this.projector = projector;
    this.decoder = decoder;
    this.template = template;
  }

  /** Pixels [B, 3, size, size] -> features of the patches [B, n, vision width] */
  public Tensor features(Tensor pixels) {
    return tower.forward(pixels);
  }

  /** Features [B, n, vision width] -> embeddings [B, n, hidden] */
  public Tensor project(Tensor features) {
    return projector.forward(features);
  }

  /** Pixels [B, 3, size, size] -> vision embeddings [B, n, hidden] */
  public Tensor embed(Tensor pixels) {
    return project(features(pixels));
  }

  /** The separator and {@code k} VoCo tokens: [1, s + k, hidden] */
  public Tensor behindFrame(int k) {
    return decoder.embed(template.behindFrame(k));
  }
}
