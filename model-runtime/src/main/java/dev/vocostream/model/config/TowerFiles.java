package dev.vocostream.model.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where a checkpoint says what its vision tower is and how pictures are prepared for it: beside the
 * weights, in a directory inside the checkpoint (the one that {@code mm_vision_tower} names, else
 * {@code vision_tower}), or by a name that is known.
 *
 * @param problems of all the checkpoint's files
 */
record TowerFiles(Path directory, CheckpointLayout layout, List<String> problems) {
  /** OpenAI's ViT-L/14 for 336 pixels, the tower of LLaVA-1.5. */
  private static final Map<String, Integer> LARGE_336 = large(336);

  private static final Map<String, Map<String, Integer>> KNOWN =
      Map.of("clip-vit-large-patch14-336", LARGE_336, "clip-vit-large-patch14", large(224));

  /** What Hugging Face takes for a key that a given {@code vision_config} does not have. */
  private static final Map<String, Integer> CLIP =
      Map.of(
          "hidden_size", 768,
          "intermediate_size", 3072,
          "num_hidden_layers", 12,
          "num_attention_heads", 12,
          "image_size", 224,
          "patch_size", 32);

  private static Map<String, Integer> large(int imageSize) {
    return Map.of(
        "hidden_size", 1024,
        "intermediate_size", 4096,
        "num_hidden_layers", 24,
        "num_attention_heads", 16,
        "image_size", imageSize,
        "patch_size", 14);
  }

  /** CLIP's own keys of the tower. */
  ConfigFile vision() {
    ConfigFile config = layout.config();
    ConfigFile given = config.section("vision_config");
    if (layout.huggingFace()) {
      return given.withDefaults(config.has("vision_config") ? CLIP : LARGE_336);
    }
    if (config.has("vision_config")) {
      return given;
    }
    Path own = towerDirectory().resolve("config.json");
    if (!towerDirectory().equals(directory) && Files.exists(own)) {
      ConfigFile clip = ConfigFile.read(own, problems);
      return (clip.has("vision_config") ? clip.object("vision_config") : clip).withDefaults(CLIP);
    }
    String tower = config.text("mm_vision_tower", "missing");
    Map<String, Integer> known = KNOWN.get(tower.substring(tower.lastIndexOf('/') + 1));
    if (known == null) {
      String expected =
          "a JSON object, unless mm_vision_tower is a directory inside the checkpoint or one of %s, or there is vision_tower/config.json"
              .formatted(String.join(", ", KNOWN.keySet().stream().sorted().toList()));
      config.problem("vision_config", expected, "missing, and mm_vision_tower " + tower);
    }
    return given.withDefaults(known == null ? LARGE_336 : known);
  }

  /** How pictures are prepared; an empty object if no file says it. */
  ConfigFile preprocessor() {
    String name = "preprocessor_config.json";
    Path beside = directory.resolve(name);
    Path own = towerDirectory().resolve(name);
    if (Files.exists(beside) || Files.exists(own)) {
      return ConfigFile.read(Files.exists(beside) ? beside : own, problems);
    }
    // newer llava-hf directories have one file for all that comes before the model
    Path processor = directory.resolve("processor_config.json");
    return Files.exists(processor)
        ? ConfigFile.read(processor, problems).section("image_processor")
        : ConfigFile.readIfThere(beside, problems);
  }

  /** Where the tower's weights are looked for too; the checkpoint's own if it has none apart. */
  private Path towerDirectory() {
    for (String name : List.of(layout.config().text("mm_vision_tower", ""), "vision_tower")) {
      // one plain name: a checkpoint does not point out of its directory
      if (name.matches("\\w[\\w.-]{0,200}") && Files.isDirectory(directory.resolve(name))) {
        return directory.resolve(name);
      }
    }
    return directory;
  }
}
