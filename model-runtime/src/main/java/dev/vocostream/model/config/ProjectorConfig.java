package dev.vocostream.model.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What leads from vision features to the decoder's width.
 *
 * @param type as LLaVA says it: {@code linear}, {@code mlpNx_gelu} or {@code identity}
 * @param layers how many linear layers, with (exact) GELU between them; 0 for {@code identity},
 *     where both widths are equal
 */
public record ProjectorConfig(String type, int layers) {
  private static final Pattern MLP = Pattern.compile("mlp([1-9])x_gelu");

  /** The name of a linear layer's tensors in the checkpoint, without {@code .weight}. */
  public String layerName(int layer) {
    // an nn.Sequential counts its GELUs, so every second number is a linear layer
    return type.equals("linear") ? "model.mm_projector" : "model.mm_projector." + 2 * layer;
  }

  static ProjectorConfig read(CheckpointLayout layout) {
    ConfigFile config = layout.config();
    if (layout.huggingFace()) {
      config.only("projector_hidden_act", "gelu");
      config.only("multimodal_projector_bias", true);
      return new ProjectorConfig("mlp2x_gelu", 2);
    }
    String type = config.text("mm_projector_type", "linear");
    Matcher mlp = MLP.matcher(type);
    if (mlp.matches()) {
      return new ProjectorConfig(type, Integer.parseInt(mlp.group(1)));
    }
    if (!type.equals("linear") && !type.equals("identity")) {
      config.problem("mm_projector_type", "linear, identity or mlp1x_gelu to mlp9x_gelu", type);
    }
    return new ProjectorConfig(type, type.equals("identity") ? 0 : 1);
  }

  void check(ConfigFile config, int visionSize, int hiddenSize) {
    if (layers == 0 && visionSize != hiddenSize) {
      config.problem(
          "mm_projector_type",
          "linear or an MLP, as the tower's width %d is not the decoder's %d"
              .formatted(visionSize, hiddenSize),
          type);
    }
  }
}
