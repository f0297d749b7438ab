package dev.vocostream.model.weights;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code model.safetensors.index.json}: in which file of its directory each tensor lies.
 *
 * <pre>{"metadata": {..}, "weight_map": {"tensor": "model-00001-of-00002.safetensors", ..}}</pre>
 *
 * @param file the index itself
 * @param shardOf file names by tensor
 */
record ShardIndex(Path file, Map<String, String> shardOf) {
  private static final Pattern PLAIN_NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,200}\\.safetensors");

  /**
   * @throws InvalidCheckpointException if a shard is not a plain file name
   */
  static ShardIndex read(Path file) throws IOException {
    JsonNode map = JsonFile.read(file).path("weight_map");
    Map<String, String> shardOf = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      JsonNode shard = entry.getValue();
      if (!shard.isTextual() || !PLAIN_NAME.matcher(shard.asText()).matches()) {
        throw new InvalidCheckpointException(
            "%s: tensor '%s': weight_map: expected the name of a safetensors file beside it, found %s"
                .formatted(file, entry.getKey(), shard));
      }
      shardOf.put(entry.getKey(), shard.asText());
    }
    if (shardOf.isEmpty()) {
      throw new InvalidCheckpointException(
          file + ": weight_map must be an object that names a file for each tensor");
    }
    return new ShardIndex(file, Map.copyOf(shardOf));
  }

  /** The shards' names in alphabetical order. */
  List<String> shards() {
    return shardOf.values().stream().distinct().sorted().toList();
  }

  /**
   * @throws InvalidCheckpointException if index and shard do not agree on the shard's tensors
   */
  void check(SafetensorsFile shard) {
    String name = shard.path().getFileName().toString();
    shard.tensors().forEach(tensor -> checkPlace(tensor.name(), name));
    shard.ignored().forEach(tensor -> checkPlace(tensor, name));
    shardOf.forEach(
        (tensor, place) -> {
          if (place.equals(name) && !shard.contains(tensor)) {
            throw new InvalidCheckpointException(
                "%s: tensor '%s' is not in %s, where the index says it is"
                    .formatted(file, tensor, name));
          }
        });
  }

  private void checkPlace(String tensor, String found) {
    String place = shardOf.get(tensor);
    if (!found.equals(place)) {
      throw new InvalidCheckpointException(
          "%s: tensor '%s' is in %s, but the index %s"
              .formatted(
                  file, tensor, found, place == null ? "does not name it" : "says " + place));
    }
  }
}
