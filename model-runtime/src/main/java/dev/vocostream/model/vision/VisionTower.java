package dev.vocostream.model.vision;

import dev.vocostream.model.config.VisionConfig;
import dev.vocostream.model.tensor.LayerNorm;
import dev.vocostream.model.tensor.Scope;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * CLIP's vision transformer, up to the hidden state the checkpoint selects: layers behind it and
 * the last norm are neither loaded nor run.
 */
public final class VisionTower {
  private static final String NAME = "model.vision_tower.vision_tower.vision_model.";

  private final VisionConfig config;
  private final Tensor patchEmbedding; // [width, 3, patch, patch]
  private final Tensor classEmbedding; // [width]
  private final Tensor positionEmbedding; // [1 + patches, width]
  private final LayerNorm preNorm;
  private final List<VisionLayer> layers = new ArrayList<>();

  public VisionTower(Weights weights, VisionConfig config) {
    this.config = config;
    int width = config.hiddenSize();
    int patch = config.patchSize();
    patchEmbedding =
        weights.tensor(NAME + "embeddings.patch_embedding.weight", width, 3, patch, patch);
    classEmbedding = weights.tensor(NAME + "embeddings.class_embedding", width);
    positionEmbedding =
        weights.tensor(NAME + "embeddings.position_embedding.weight", 1 + config.patches(), width);
    // the misspelling is the tensor's real name
    preNorm = new LayerNorm(weights, NAME + "pre_layrnorm", width, config.layerNormEps());
    for (int i = 0; i < config.runLayers(); i++) {
      layers.add(new VisionLayer(weights, NAME + "encoder.layers." + i, config));
    }
  }

  /** Pixels [B, 3, size, size] -> vision features [B, tokens, width] */
  public Tensor forward(Tensor pixels) {
    Tensor x = preNorm.forward(embed(pixels)); // [B, 1 + patches, width]
    for (VisionLayer layer : layers) {
      Tensor rows = x;
      x = Scope.keepOnly(() -> layer.forward(rows));
    }
    return config.keepClassToken() ? x : x.narrow(1, 1, config.patches());
  }

  private Tensor embed(Tensor pixels) {
    long[] stride = {config.patchSize(), config.patchSize()};
    Tensor patches =
        torch
            .conv2d(
                pixels,
                patchEmbedding,
                new TensorOptional(),
                stride,
                new long[] {0, 0},
                new long[] {1, 1},
                1) // [B, width, rows, columns]
            .flatten(2, 3)
            .transpose(1, 2); // [B, patches, width]
    Tensor first = classEmbedding.expand(pixels.size(0), 1, config.hiddenSize()); // [B, 1, width]
    return Tensors.cat(List.of(first, patches), 1).add(positionEmbedding);
  }
}
