package dev.vocostream.model.weights;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One naming for the tensors of every layout: LLaVA's, with the vision tower bundled.
 *
 * <table>
 * <caption>What is read as what; a * stands for the rest of the name</caption>
 * <tr><th>in a file</th><th>here</th></tr>
 * <tr><td>{@code model.*}, {@code lm_head.weight} (LLaVA)</td><td>the same</td></tr>
 * <tr><td>{@code language_model.model.*}, {@code model.language_model.*} (llava-hf)</td>
 *     <td>{@code model.*}</td></tr>
 * <tr><td>{@code language_model.lm_head.weight}</td><td>{@code lm_head.weight}</td></tr>
 * <tr><td>{@code [model.]multi_modal_projector.linear_N.*}</td>
 *     <td>{@code model.mm_projector.2(N-1).*}</td></tr>
 * <tr><td>{@code [model.]vision_tower.[vision_tower.][vision_model.]*}</td>
 *     <td>{@code model.vision_tower.vision_tower.vision_model.*}</td></tr>
 * <tr><td>{@code ...mm_projector.*}, in a projector's file</td>
 *     <td>{@code model.mm_projector.*}</td></tr>
 * <tr><td>{@code [vision_model.]*}, in a tower's file</td>
 *     <td>{@code model.vision_tower.vision_tower.vision_model.*}</td></tr>
 * </table>
 *
 * llava-hf has three generations: the released files, what transformers holds in memory since 4.52,
 * and what 5.17 writes (no {@code vision_model.} in the tower's names).
 */
final class TensorNames {
  static final String EMBEDDING = "model.embed_tokens.weight";
  static final String HEAD = "lm_head.weight";
  static final String PROJECTOR = "model.mm_projector.";
  static final String TOWER = "model.vision_tower.vision_tower.vision_model.";

  private static final Pattern HF_DECODER =
      Pattern.compile("(?:language_model\\.model|model\\.language_model)\\.(.+)");
  private static final Pattern HF_PROJECTOR =
      Pattern.compile("(?:model\\.)?multi_modal_projector\\.linear_([1-9])\\.(.+)");
  private static final Pattern BUNDLED_TOWER =
      Pattern.compile("(?:model\\.)?vision_tower\\.(?:vision_tower\\.)?(?:vision_model\\.)?(.+)");
  private static final Pattern PROJECTOR_FILE = Pattern.compile("(?:.*\\.)?mm_projector\\.(.+)");
  private static final Pattern TOWER_FILE = Pattern.compile("(?:vision_model\\.)?(.+)");

  /** Parts of a whole CLIP that see nothing. */
  private static final Pattern CLIP_TEXT =
      Pattern.compile("text_model\\..+|(?:visual|text)_projection\\..+|logit_scale");

  /** Constants that are computed here, and the norm behind the layer that LLaVA reads. */
  private static final Pattern UNREAD_IN_TOWER =
      Pattern.compile("embeddings\\.position_ids|post_layernorm\\..+");

  private static final Pattern UNREAD_IN_DECODER =
      Pattern.compile("model\\.layers\\.\\d+\\.self_attn\\.rotary_emb\\.inv_freq");

  private TensorNames() {}

  /**
   * The name of a file's tensor here, or nothing if the tensor is one that no model reads. A name
   * of no known layout stays as it is: whoever asks for tensors will not ask for that one.
   */
  static Optional<String> of(String name, WeightFile.Part part) {
    return switch (part) {
      case MODEL -> ofModel(name);
      case PROJECTOR -> Optional.of(rename(PROJECTOR_FILE, name, PROJECTOR).orElse(name));
      case TOWER ->
          CLIP_TEXT.matcher(name).matches() ? Optional.empty() : ofTower(TOWER_FILE, name);
    };
  }

  private static Optional<String> ofModel(String name) {
    if (BUNDLED_TOWER.matcher(name).matches()) {
      return ofTower(BUNDLED_TOWER, name);
    }
    Matcher projector = HF_PROJECTOR.matcher(name);
    if (projector.matches()) {
      // an nn.Sequential counts its GELUs, so every second number is a linear layer
      int layer = 2 * (Integer.parseInt(projector.group(1)) - 1);
      return Optional.of(PROJECTOR + layer + "." + projector.group(2));
    }
    String decoder = rename(HF_DECODER, name, "model.").orElse(name);
    if (UNREAD_IN_DECODER.matcher(decoder).matches()) {
      return Optional.empty();
    }
    return Optional.of(decoder.equals("language_model." + HEAD) ? HEAD : decoder);
  }

  private static Optional<String> ofTower(Pattern layout, String name) {
    return rename(layout, name, "")
        .filter(rest -> !UNREAD_IN_TOWER.matcher(rest).matches())
        .map(rest -> TOWER + rest);
  }

  private static Optional<String> rename(Pattern layout, String name, String prefix) {
    Matcher matcher = layout.matcher(name);
    return matcher.matches() ? Optional.of(prefix + matcher.group(1)) : Optional.empty();
  }
}
