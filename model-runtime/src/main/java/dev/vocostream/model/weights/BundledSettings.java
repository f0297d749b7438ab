package dev.vocostream.model.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.config.VisionConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The settings and tokenizer files of a checkpoint, for one whose weights are all in one file. What
 * a vision tower in a directory of its own says of itself moves into the model's files, as its
 * weights do: a directory without them would be taken for a tower that lost its weights.
 *
 * @param from the checkpoint
 * @param vision what it says of its tower, wherever it says it
 */
record BundledSettings(Path from, VisionConfig vision) {
  static final String CONFIG = "config.json";

  private static final String PREPROCESSOR = "preprocessor_config.json";
  private static final String TOWER = "vision_config";

  /**
   * Copies the files.
   *
   * @return what is to be in config.json, which the caller writes
   */
  ObjectNode copyTo(Path directory) throws IOException {
    for (String name : CheckpointFiles.in(from)) {
      boolean isWeights = name.endsWith(".safetensors") || name.endsWith(WeightFile.INDEX);
      if (!isWeights && !name.contains("/")) {
        Files.copy(from.resolve(name), directory.resolve(name));
      }
    }
    ObjectNode config = (ObjectNode) JsonFile.read(from.resolve(CONFIG));
    addTower(config, directory);
    return config;
  }

  static boolean isHuggingFace(ObjectNode config) {
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
    ObjectNode all = given.objectNode();
    all.put("image_size", vision.imageSize()).put("patch_size", vision.patchSize());
    all.put("hidden_size", vision.hiddenSize()).put("num_hidden_layers", 12);
    all.put("intermediate_size", vision.intermediateSize());
    all.put("num_attention_heads", vision.heads());
    return all.setAll(given);
  }
}
