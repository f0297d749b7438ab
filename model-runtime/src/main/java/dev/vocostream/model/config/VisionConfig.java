package dev.vocostream.model.config;

/**
 * A CLIP vision transformer.
 *
 * @param runLayers how many of its layers are run: those up to the selected hidden state
 * @param keepClassToken whether the class token goes to the projector too ("cls_patch")
 * @param quickGelu whether the layers' activation is x * sigmoid(1.702 x), not the exact GELU
 */
public record VisionConfig(
    int imageSize,
    int patchSize,
    int hiddenSize,
    int intermediateSize,
    int heads,
    double layerNormEps,
    int runLayers,
    boolean keepClassToken,
    boolean quickGelu) {

  /** Patches of a picture, rows before columns. */
  public int patches() {
    return imageSize / patchSize * (imageSize / patchSize);
  }

  /** Vision tokens of a picture as the projector gets them. */
  public int tokens() {
    return patches() + (keepClassToken ? 1 : 0);
  }

  public int headDim() {
    return hiddenSize / heads;
  }

  static VisionConfig read(CheckpointLayout layout, ConfigFile vision) {
    vision.only("model_type", "clip_vision_model");
    String activation = vision.text("hidden_act", "quick_gelu");
    if (!activation.equals("quick_gelu") && !activation.equals("gelu")) {
      vision.problem("hidden_act", "quick_gelu or gelu", activation);
    }
    int layers = vision.positive("num_hidden_layers");
    int select = layout.selectedLayer();
    // hidden state 0 is the embedding, so state n is what layer n (counted from one) put out
    int run = select < 0 ? layers + 1 + select : select;
    if (run < 0 || run > layers) {
      String key = layout.huggingFace() ? "vision_feature_layer" : "mm_vision_select_layer";
      layout.config().problem(key, "a hidden state of " + layers + " layers", select);
    }
    VisionConfig read =
        new VisionConfig(
            vision.positive("image_size"),
            vision.positive("patch_size"),
            vision.positive("hidden_size"),
            vision.positive("intermediate_size"),
            vision.positive("num_attention_heads"),
            vision.number("layer_norm_eps", 1e-5),
            run,
            layout.keepsClassToken(),
            activation.equals("quick_gelu"));
    read.check(vision, layout.config());
    return read;
  }

  private void check(ConfigFile vision, ConfigFile config) {
    if (imageSize % patchSize != 0) {
      vision.problem("patch_size", "a divisor of image_size " + imageSize, patchSize);
    }
    if (hiddenSize % heads != 0) {
      vision.problem("num_attention_heads", "a divisor of hidden_size " + hiddenSize, heads);
    }
    config.only("mm_hidden_size", hiddenSize);
  }
}
