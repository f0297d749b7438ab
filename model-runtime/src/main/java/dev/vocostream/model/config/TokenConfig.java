package dev.vocostream.model.config;

import java.util.List;
import java.util.Map;

/**
 * The token ids that are not text, and how many VoCo tokens a frame gets.
 *
 * @param bos what a sequence begins with, or {@link #NONE} for a model that was trained without
 * @param stops what ends an answer; the first of them, {@link #eos}, also ends earlier answers
 * @param voco the id of {@code <voco>}, looked up by its string, or {@link #NONE}
 * @param vocoTokens k: how often {@code <voco>} is repeated behind a frame; 0 if there is none
 */
public record TokenConfig(int bos, List<Integer> stops, int voco, int vocoTokens) {
  public static final String VOCO = "<voco>";
  public static final int NONE = -1;

  /** The token behind a finished answer. */
  public int eos() {
    return stops.get(0);
  }

  static TokenConfig read(CheckpointLayout layout, AddedTokens added) {
    ConfigFile config = layout.config();
    ConfigFile text = layout.text();
    boolean llama = layout.family() == DecoderFamily.LLAMA;
    int voco = added.id(VOCO);
    if (voco != NONE) {
      config.only("voco_token_id", voco);
      checkFree(config, voco);
    }
    // without <voco>, a checkpoint is still read: it can be trained, or show what is lost
    int k = voco == NONE ? 0 : config.positive("voco_tokens");
    // Qwen2's tokenizer puts nothing in front, though its model has an id for it
    boolean begins = added.tokenizerConfig().flag("add_bos_token", llama);
    int bos = begins ? first(text, "bos_token_id", llama ? 1 : NONE) : NONE;
    List<Integer> stops = text.ids("eos_token_id");
    if (stops.isEmpty()) {
      stops = List.of(first(text, "eos_token_id", llama ? 2 : NONE));
    }
    TokenConfig read = new TokenConfig(bos, List.copyOf(stops), voco, k);
    read.checkBelow(text.positive("vocab_size"), text);
    return read;
  }

  private static int first(ConfigFile text, String key, int otherwise) {
    int id = text.ids(key).stream().findFirst().orElse(otherwise);
    if (id == NONE) {
      text.problem(key, "a token id", null);
    }
    return id;
  }

  private static void checkFree(ConfigFile config, int voco) {
    for (String key : List.of("image_token_index", "image_token_id")) {
      if (config.ids(key).contains(voco)) {
        config.problem(key, "another id than that of " + VOCO, voco);
      }
    }
  }

  private void checkBelow(int vocab, ConfigFile text) {
    Map<String, Integer> ids = Map.of(VOCO, voco, "bos_token_id", bos, "eos_token_id", eos());
    ids.forEach(
        (key, id) -> {
          if (id >= vocab) {
            text.problem(key, "below vocab_size " + vocab, id);
          }
        });
  }
}
