package dev.vocostream.model.config;

import dev.vocostream.model.DType;
import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.ModelDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything a checkpoint says of itself. No size and no token id is known to the code.
 *
 * <p>Read from a directory in LLaVA's layout or in that of llava-hf: {@code config.json}, {@code
 * preprocessor_config.json} (or {@code processor_config.json}; without either, CLIP's values) and
 * the files that may have the id of {@code <voco>}, see {@link AddedTokens}. A vision tower is
 * described by {@code vision_config}, see {@link TowerFiles}. Beyond LLaVA's keys, {@code
 * config.json} has:
 *
 * <table>
 * <caption>Keys of this project</caption>
 * <tr><td>{@code voco_tokens}</td><td>k, the VoCo tokens of a frame; required if there is a {@code
 *     <voco>}</td></tr>
 * <tr><td>{@code voco_name}</td><td>the checkpoint's name; else the directory's</td></tr>
 * <tr><td>{@code trained}</td><td>false for seeded weights that mean nothing; else true</td></tr>
 * <tr><td>{@code hybrid}</td><td>true for weights trained on windows whose newest frames are not
 *     compressed; else false</td></tr>
 * <tr><td>{@code voco_system}, {@code voco_system_prompt}, {@code voco_strip_newlines}</td><td>see
 *     {@link PromptConfig}</td></tr>
 * <tr><td>{@code voco_yes}, {@code voco_no}, {@code voco_yes_no_scale}, {@code
 *     voco_yes_no_bias}</td><td>see {@link YesNoConfig}</td></tr>
 * </table>
 *
 * @param hybrid whether these weights may answer from full newest frames beside compressed ones
 */
public record VocoLlamaConfig(
    String name,
    boolean trained,
    boolean hybrid,
    ImageConfig image,
    VisionConfig vision,
    ProjectorConfig projector,
    DecoderConfig decoder,
    TokenConfig tokens,
    PromptConfig prompt,
    YesNoConfig yesNo) {

  /**
   * @throws InvalidCheckpointException naming every wrong key of every file
   */
  public static VocoLlamaConfig read(Path directory) {
    List<String> problems = new ArrayList<>();
    ConfigFile config = ConfigFile.read(directory.resolve("config.json"), problems);
    CheckpointLayout layout = CheckpointLayout.of(config);
    TowerFiles tower = new TowerFiles(directory, layout, problems);
    config.only("mm_use_im_start_end", false);
    config.only("mm_use_im_patch_token", false);
    config.only("mm_patch_merge_type", "flat");
    VisionConfig vision = VisionConfig.read(layout, tower.vision());
    VocoLlamaConfig read =
        new VocoLlamaConfig(
            config.text("voco_name", directory.toAbsolutePath().normalize().getFileName() + ""),
            config.flag("trained", true),
            config.flag("hybrid", false),
            ImageConfig.read(tower.preprocessor(), config, vision.imageSize()),
            vision,
            ProjectorConfig.read(layout),
            DecoderConfig.read(layout),
            TokenConfig.read(layout, AddedTokens.read(directory, problems)),
            PromptConfig.read(config),
            YesNoConfig.read(config));
    read.projector.check(config, vision.hiddenSize(), read.decoder.hiddenSize());
    config.throwProblems();
    return read;
  }

  /** Whether there is a {@code <voco>} token; a plain LLaVA checkpoint has none. */
  public boolean canCompress() {
    return tokens.voco() != TokenConfig.NONE;
  }

  /**
   * Refuses a checkpoint that cannot compress.
   *
   * @throws InvalidCheckpointException if there is no {@code <voco>} token
   */
  public void requireVoco() {
    if (!canCompress()) {
      throw new InvalidCheckpointException(
          ("model '%s': %s must be a token in added_tokens.json, tokenizer.json or"
                  + " tokenizer_config.json, was missing: a plain LLaVA checkpoint cannot compress;"
                  + " give it the row with voco model grow, then train it with VoCo tokens")
              .formatted(name, TokenConfig.VOCO));
    }
  }

  /** Bytes of the activations of one VoCo token: K and V of every layer. */
  public int bytesPerToken(DType dtype) {
    return 2 * decoder.layers() * decoder.kvHeads() * dtype.vectorBytes(decoder.headDim());
  }

  public ModelDescription describe(String fingerprint, DType dtype) {
    return new ModelDescription(
        name,
        fingerprint,
        trained,
        image.size(),
        tokens.vocoTokens(),
        bytesPerToken(dtype),
        decoder.maxPositions(),
        hybrid);
  }
}
