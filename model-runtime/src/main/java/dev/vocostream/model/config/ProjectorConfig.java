package dev.vocostream.model.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What leads from vision features to the decoder's width.
 *
 * @param type as the checkpoint says it: {@code linear} or {@code mlpNx_gelu}
 * @param layers how many linear layers, with GELU between them
 */
public record ProjectorConfig(String type, int layers) {
  private static final Pattern MLP = Pattern.compile("mlp([1-9])x_gelu");

  /** The name of a linear layer's tensors in the checkpoint, without {@code .weight}. */
  public String layerName(int layer) {
    // an nn.Sequential counts its GELUs, so every second number is a linear layer
    return type.equals("linear") ? "model.mm_projector" : "model.mm_projector." + 2 * layer;
  }

  static ProjectorConfig read(ConfigFile config) {
    String type = config.text("mm_projector_type", "linear");
    Matcher mlp = MLP.matcher(type);
    boolean isMlp = mlp.matches();
    if (!isMlp && !type.equals("linear")) {
      config.problem("mm_projector_type", "linear or mlp1x_gelu to mlp9x_gelu", type);
    }
    return new ProjectorConfig(type, isMlp ? Integer.parseInt(mlp.group(1)) : 1);
  }
}
