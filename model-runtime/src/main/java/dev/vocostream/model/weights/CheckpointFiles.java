package dev.vocostream.model.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Which files of a checkpoint directory decide the numbers that come out of its model. */
public final class CheckpointFiles {
  private static final List<String> SETTINGS =
      List.of(
          "config.json",
          "generation_config.json",
          "preprocessor_config.json",
          "processor_config.json",
          "added_tokens.json",
          "special_tokens_map.json",
          "tokenizer.json",
          "tokenizer.model",
          "tokenizer_config.json");

  private static final List<String> TOWER_SETTINGS =
      List.of("config.json", "preprocessor_config.json");

  private CheckpointFiles() {}

  /**
   * All that would be loaded: settings, tokenizer, indexes and weights.
   *
   * @return names relative to the directory, with slashes, in alphabetical order
   * @throws dev.vocostream.model.InvalidCheckpointException if there are no weights, a pickle, or a
   *     file that lies elsewhere
   */
  public static List<String> in(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    for (WeightFile weights : WeightFile.in(directory)) {
      files.add(weights.path());
      weights.index().ifPresent(index -> files.add(index.file()));
    }
    addSettings(directory, directory, SETTINGS, files);
    Optional<Path> tower = WeightFile.tower(directory).filter(Files::isDirectory);
    if (tower.isPresent()) {
      addSettings(directory, tower.get(), TOWER_SETTINGS, files);
    }
    TreeSet<String> names = new TreeSet<>();
    files.forEach(file -> names.add(nameOf(directory, file)));
    return List.copyOf(names);
  }

  private static void addSettings(Path root, Path directory, List<String> names, List<Path> files)
      throws IOException {
    for (String name : names) {
      Path file = directory.resolve(name);
      if (Files.exists(file)) {
        WeightFile.requireInside(root, file);
        files.add(file);
      }
    }
  }

  private static String nameOf(Path directory, Path file) {
    return directory.normalize().relativize(file.normalize()).toString().replace('\\', '/');
  }
}
