package dev.vocostream.model.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.DType;
import dev.vocostream.model.config.TokenConfig;
import dev.vocostream.model.config.VisionConfig;
import dev.vocostream.model.config.VocoLlamaConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The settings and tokenizer files of a checkpoint, with {@code <voco>} in them. What a vision
 * tower in a directory of its own says of itself moves into the model's files, as its weights do.
 *
 * @param from the checkpoint
 * @param before what it says of itself
 * @param voco the id of {@code <voco>}
 * @param rows of the vocabulary, that of {@code <voco>} included
 * @param vocoTokens of a frame
 */
record GrownSettings(Path from, VocoLlamaConfig before, int voco, int rows, int vocoTokens) {
  private static final String CONFIG = "config.json";
  private static final String PREPROCESSOR = "preprocessor_config.json";
  private static final String TOWER = "vision_config";

  void write(Path directory, DType dtype) throws IOException {
    for (String name : CheckpointFiles.in(from)) {
      boolean isWeights = name.endsWith(".safetensors") || name.endsWith(WeightFile.INDEX);
      if (!isWeights && !name.contains("/")) {
        Files.copy(from.resolve(name), directory.resolve(name));
      }
    }
    ObjectNode config = (ObjectNode) JsonFile.read(from.resolve(CONFIG));
    addTower(config, directory);
    grow(config, dtype);
    TokenFiles.write(directory.resolve(CONFIG), config);
    TokenFiles.add(directory, TokenConfig.VOCO, voco);
  }

  private void grow(ObjectNode config, DType dtype) {
    if (isHuggingFace(config)) {
      JsonNode text = config.path("text_config");
      ObjectNode decoder = text instanceof ObjectNode o ? o : config.putObject("text_config");
      decoder.put("vocab_size", rows);
    }
    config.put("vocab_size", rows).put("voco_tokens", vocoTokens).put("voco_token_id", voco);
    config.put("trained", false).put("voco_name", before.name() + "-untrained-voco");
    for (String key : new String[] {"torch_dtype", "dtype"}) {
      if (config.has(key)) {
        config.put(key, dtype.torchName());
      }
    }
  }

  private static boolean isHuggingFace(ObjectNode config) {
    String architectures = config.path("architectures").toString();
    return config.hasNonNull("text_config")
        || architectures.contains("\"LlavaForConditionalGeneration\"");
  }

  private void addTower(ObjectNode config, Path directory) throws IOException {
    Optional<Path> tower = WeightFile.tower(from).filter(Files::isDirectory);
    if (tower.isEmpty()) {
      return;
    }
    Path pictures = tower.get().resolve(PREPROCESSOR);
    if (Files.exists(pictures) && !Files.exists(directory.resolve(PREPROCESSOR))) {
      Files.copy(pictures, directory.resolve(PREPROCESSOR));
    }
    Path own = tower.get().resolve(CONFIG);
    if (Files.exists(own) && !config.hasNonNull(TOWER) && !isHuggingFace(config)) {
      JsonNode clip = JsonFile.read(own);
      config.set(TOWER, complete((ObjectNode) (clip.has(TOWER) ? clip.get(TOWER) : clip)));
    }
  }

  /** A tower's own file may leave out what CLIP has anyway; the model's may not. */
  private ObjectNode complete(ObjectNode given) {
    VisionConfig vision = before.vision();
    ObjectNode all = given.objectNode();
    all.put("image_size", vision.imageSize()).put("patch_size", vision.patchSize());
    all.put("hidden_size", vision.hiddenSize()).put("num_hidden_layers", 12);
    all.put("intermediate_size", vision.intermediateSize());
    all.put("num_attention_heads", vision.heads());
    return all.setAll(given);
  }
}
