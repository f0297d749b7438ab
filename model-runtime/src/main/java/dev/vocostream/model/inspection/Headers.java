package dev.vocostream.model.inspection;

import dev.vocostream.model.weights.Checkpoint;
import dev.vocostream.model.weights.TensorInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the headers of the weight files say by themselves, without a configuration.
 *
 * @param tensors by LLaVA's names
 */
record Headers(Map<String, TensorInfo> tensors) {
  static final Headers NONE = new Headers(Map.of());
  private static final String TOWER = "model.vision_tower.vision_tower.vision_model.";

  static Headers read(Path directory) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(directory)) {
      Map<String, TensorInfo> tensors = new TreeMap<>();
      checkpoint.names().forEach(name -> tensors.put(name, checkpoint.info(name)));
      return new Headers(tensors);
    }
  }

  long parameters() {
    return tensors.values().stream().mapToLong(TensorInfo::elements).sum();
  }

  /** How many parameters there are of each type. */
  SortedMap<String, Long> parametersByDtype() {
    SortedMap<String, Long> counts = new TreeMap<>();
    tensors
        .values()
        .forEach(
            tensor ->
                counts.merge(
                    tensor.dtype().name().toLowerCase(Locale.ROOT), tensor.elements(), Long::sum));
    return counts;
  }

  /** Sizes that show in shapes; 0 where a tensor is missing, and for heads, which show in none. */
  Inspection.Decoder decoder() {
    return new Inspection.Decoder(
        layers("model.layers."),
        size("model.embed_tokens.weight", 1),
        size("model.layers.0.mlp.gate_proj.weight", 0),
        0,
        0,
        0,
        size("model.embed_tokens.weight", 0));
  }

  Inspection.Tower tower() {
    int patch = size(TOWER + "embeddings.patch_embedding.weight", 2);
    int positions = size(TOWER + "embeddings.position_embedding.weight", 0);
    int patches = Math.max(0, positions - 1);
    return new Inspection.Tower(
        (int) Math.sqrt(patches) * patch,
        patch,
        layers(TOWER + "encoder.layers."),
        size(TOWER + "embeddings.class_embedding", 0),
        patches);
  }

  /** How many linear layers the projector has. */
  int projectorLayers() {
    return (int)
        tensors.keySet().stream()
            .filter(name -> name.matches("model\\.mm_projector\\.(\\d+\\.)?weight"))
            .count();
  }

  int embeddingRows() {
    return size("model.embed_tokens.weight", 0);
  }

  private int size(String name, int dimension) {
    List<Long> shape = tensors.containsKey(name) ? tensors.get(name).shape() : List.of();
    return dimension < shape.size() ? (int) Math.min(Integer.MAX_VALUE, shape.get(dimension)) : 0;
  }

  private int layers(String prefix) {
    Pattern layer = Pattern.compile(Pattern.quote(prefix) + "(\\d{1,6})\\..+");
    return (int)
        tensors.keySet().stream()
            .map(layer::matcher)
            .filter(matcher -> matcher.matches())
            .map(matcher -> matcher.group(1))
            .distinct()
            .count();
  }
}
