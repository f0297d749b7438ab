package dev.vocostream.model.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A safetensors file of a checkpoint directory, and what of the model it holds.
 *
 * <p>The model is in {@code model.safetensors} or in the shards that {@code
 * model.safetensors.index.json} names. The projector may be beside it, in {@code
 * mm_projector.safetensors}. The vision tower may be too: in the directory or file beside {@code
 * config.json} that its {@code mm_vision_tower} names, if that is a plain name and exists, else in
 * the sub-directory {@code vision_tower}; in a directory it is a single or sharded {@code
 * model.safetensors} like the model. All files are ordinary files inside the checkpoint directory;
 * a symbolic link may not lead out of it.
 *
 * @param index where a shard's tensors are listed
 */
public record WeightFile(Path path, Part part, Optional<ShardIndex> index) {
  public static final String NAME = "model.safetensors";
  static final String INDEX = NAME + ".index.json";
  static final String PROJECTOR = "mm_projector.safetensors";
  static final String TOWER = "vision_tower";

  /** What a file's names are relative to. */
  enum Part {
    MODEL,
    PROJECTOR,
    TOWER
  }

  /**
   * All files with weights, the model's first.
   *
   * @throws InvalidCheckpointException saying what to do if there are none, or a pickle
   */
  static List<WeightFile> in(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new InvalidCheckpointException(
          "%s is not a directory: expected one with config.json and %s".formatted(directory, NAME));
    }
    List<WeightFile> files = new ArrayList<>(in(directory, directory, Part.MODEL));
    Path projector = directory.resolve(PROJECTOR);
    if (Files.exists(projector)) {
      requireInside(directory, projector);
      files.add(new WeightFile(projector, Part.PROJECTOR, Optional.empty()));
    }
    Optional<Path> tower = tower(directory);
    if (tower.isPresent() && Files.isDirectory(tower.get())) {
      files.addAll(in(directory, tower.get(), Part.TOWER));
    } else if (tower.isPresent()) {
      requireInside(directory, tower.get());
      files.add(new WeightFile(tower.get(), Part.TOWER, Optional.empty()));
    }
    return files;
  }

  /** Whether there is a safetensors model in a directory, readable or not. */
  static boolean isIn(Path directory) {
    return Files.exists(directory.resolve(NAME)) || Files.exists(directory.resolve(INDEX));
  }

  private static List<WeightFile> in(Path root, Path directory, Part part) throws IOException {
    Pickle.refuseIn(directory);
    Path single = directory.resolve(NAME);
    Path index = directory.resolve(INDEX);
    if (Files.exists(single) && Files.exists(index)) {
      throw new InvalidCheckpointException(
          "%s: both %s and %s are there: remove the one that is not meant"
              .formatted(directory, NAME, INDEX));
    }
    if (Files.exists(index)) {
      requireInside(root, index);
      return shards(root, ShardIndex.read(index), part);
    }
    requireInside(root, single);
    return List.of(new WeightFile(single, part, Optional.empty()));
  }

  private static List<WeightFile> shards(Path root, ShardIndex index, Part part)
      throws IOException {
    List<WeightFile> files = new ArrayList<>();
    for (String name : index.shards()) {
      Path shard = index.file().resolveSibling(name);
      if (!Files.exists(shard)) {
        throw new InvalidCheckpointException(
            "%s is missing: %s says that it has tensors".formatted(shard, index.file()));
      }
      requireInside(root, shard);
      files.add(new WeightFile(shard, part, Optional.of(index)));
    }
    return files;
  }

  /** The directory or file of a tower that is not among the model's own tensors. */
  static Optional<Path> tower(Path directory) throws IOException {
    Path config = directory.resolve("config.json");
    JsonNode name =
        Files.isRegularFile(config)
            ? JsonFile.read(config).path("mm_vision_tower")
            : MissingNode.getInstance();
    Optional<Path> named = name.isTextual() ? below(directory, name.asText()) : Optional.empty();
    return named.isPresent() ? named : below(directory, TOWER);
  }

  /** A plain name: a checkpoint does not point out of its directory. */
  private static Optional<Path> below(Path directory, String name) {
    if (!name.matches("\\w[\\w.-]{0,200}")) {
      return Optional.empty();
    }
    Path path = directory.resolve(name);
    boolean isTower = Files.isDirectory(path) || name.endsWith(".safetensors");
    return isTower && Files.exists(path) ? Optional.of(path) : Optional.empty();
  }

  /**
   * @throws InvalidCheckpointException if it is missing, not an ordinary file or elsewhere
   */
  static void requireInside(Path root, Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new InvalidCheckpointException(file + " is missing: expected the weights there");
    }
    if (!Files.isRegularFile(file)) {
      throw new InvalidCheckpointException(file + " must be an ordinary file");
    }
    Path real = file.toRealPath();
    if (!real.startsWith(root.toRealPath())) {
      throw new InvalidCheckpointException(
          "%s is a symbolic link that leads out of the checkpoint, to %s: copy the file into it (cp -L)"
              .formatted(file, real));
    }
  }
}
