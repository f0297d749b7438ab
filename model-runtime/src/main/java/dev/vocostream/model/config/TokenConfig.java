package dev.vocostream.model.config;

/**
 * The token ids that are not text, and how many VoCo tokens a frame gets.
 *
 * @param voco the id of {@code <voco>}, looked up by its string
 * @param vocoTokens k: how often {@code <voco>} is repeated behind a frame
 */
public record TokenConfig(int bos, int eos, int voco, int vocoTokens) {
  public static final String VOCO = "<voco>";

  static TokenConfig read(ConfigFile config, ConfigFile addedTokens) {
    int vocab = config.positive("vocab_size");
    int voco = addedTokens.integer(VOCO, -1);
    if (voco < 0) {
      addedTokens.problem(
          VOCO, "a token id (a plain LLaVA checkpoint cannot compress; it must be trained)", null);
    } else if (voco >= vocab) {
      addedTokens.problem(VOCO, "below vocab_size " + vocab, voco);
    }
    return new TokenConfig(
        config.integer("bos_token_id", 1),
        config.integer("eos_token_id", 2),
        voco,
        config.positive("voco_tokens"));
  }
}
