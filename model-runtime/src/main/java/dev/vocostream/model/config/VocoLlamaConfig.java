package dev.vocostream.model.config;

import dev.vocostream.model.DType;
import dev.vocostream.model.ModelDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything a checkpoint says of itself. No size and no token id is known to the code.
 *
 * <p>Read from a LLaVA-layout directory: {@code config.json}, {@code preprocessor_config.json} and
 * {@code added_tokens.json} (which has the id of {@code <voco>}). Beyond LLaVA's keys, {@code
 * config.json} has:
 *
 * <table>
 * <caption>Keys of this project</caption>
 * <tr><td>{@code vision_config}</td><td>required: the bundled CLIP tower, with CLIP's own keys
 *     ({@code image_size}, {@code patch_size}, {@code hidden_size}, {@code intermediate_size},
 *     {@code num_hidden_layers}, {@code num_attention_heads}, {@code layer_norm_eps})</td></tr>
 * <tr><td>{@code voco_tokens}</td><td>required: k, the VoCo tokens of a frame</td></tr>
 * <tr><td>{@code voco_name}</td><td>the checkpoint's name; else the directory's</td></tr>
 * <tr><td>{@code trained}</td><td>false for seeded weights that mean nothing; else true</td></tr>
 * <tr><td>{@code voco_system_prompt}, {@code voco_strip_newlines}</td><td>see {@link
 *     PromptConfig}</td></tr>
 * </table>
 */
public record VocoLlamaConfig(
    String name,
    boolean trained,
    ImageConfig image,
    VisionConfig vision,
    ProjectorConfig projector,
    DecoderConfig decoder,
    TokenConfig tokens,
    PromptConfig prompt) {

  /**
   * @throws dev.vocostream.model.InvalidCheckpointException naming every wrong key of every file
   */
  public static VocoLlamaConfig read(Path directory) {
    List<String> problems = new ArrayList<>();
    ConfigFile config = ConfigFile.read(directory.resolve("config.json"), problems);
    ConfigFile preprocessor =
        ConfigFile.read(directory.resolve("preprocessor_config.json"), problems);
    ConfigFile addedTokens = ConfigFile.read(directory.resolve("added_tokens.json"), problems);
    config.only("mm_use_im_start_end", false);
    config.only("mm_use_im_patch_token", false);
    config.only("mm_patch_merge_type", "flat");
    VocoLlamaConfig read =
        new VocoLlamaConfig(
            config.text("voco_name", directory.toAbsolutePath().normalize().getFileName() + ""),
            config.flag("trained", true),
            ImageConfig.read(preprocessor, config),
            VisionConfig.read(config),
            ProjectorConfig.read(config),
            DecoderConfig.read(config),
            TokenConfig.read(config, addedTokens),
            PromptConfig.read(config));
    if (read.image.size() != read.vision.imageSize()) {
      preprocessor.problem(
          "crop_size", "the tower's image_size " + read.vision.imageSize(), read.image.size());
    }
    config.throwProblems();
    return read;
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
        decoder.maxPositions());
  }
}
