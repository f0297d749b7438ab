package dev.vocostream.model.config;

/**
 * A CLIP vision transformer.
 *
 * @param runLayers how many of its layers are run: those up to the selected hidden state
 * @param keepClassToken whether the class token goes to the projector too ("cls_patch")
 */
public record VisionConfig(
    int imageSize,
    int patchSize,
    int hiddenSize,
    int intermediateSize,
    int heads,
    double layerNormEps,
    int runLayers,
    boolean keepClassToken) {

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

  static VisionConfig read(ConfigFile config) {
    ConfigFile vision = config.object("vision_config");
    vision.only("hidden_act", "quick_gelu");
    int layers = vision.positive("num_hidden_layers");
    int select = config.integer("mm_vision_select_layer", -2);
    // hidden state 0 is the embedding, so state n is what layer n (counted from one) put out
    int run = select < 0 ? layers + 1 + select : select;
    if (run < 0 || run > layers) {
      config.problem("mm_vision_select_layer", "a hidden state of " + layers + " layers", select);
    }
    String feature = config.text("mm_vision_select_feature", "patch");
    if (!feature.equals("patch") && !feature.equals("cls_patch")) {
      config.problem("mm_vision_select_feature", "patch or cls_patch", feature);
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
            feature.equals("cls_patch"));
    read.check(vision);
    return read;
  }

  private void check(ConfigFile vision) {
    if (imageSize % patchSize != 0) {
      vision.problem("patch_size", "a divisor of image_size " + imageSize, patchSize);
    }
    if (hiddenSize % heads != 0) {
      vision.problem("num_attention_heads", "a divisor of hidden_size " + hiddenSize, heads);
    }
  }
}
