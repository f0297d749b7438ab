package dev.vocostream.model.weights;

import static dev.vocostream.model.Checkpoints.picture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.DType;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.config.VocoLlamaConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Checkpoints whose {@code <voco>} was taken away, for tests. */
final class PlainCheckpoint {
  static final String EMBEDDING = "model.embed_tokens.weight";
  static final String HEAD = "lm_head.weight";

  private static final String TOWER = "model.vision_tower.vision_tower.";
  private static final ObjectMapper JSON = new ObjectMapper();

  final Path directory;

  /** The id that {@code <voco>} had. */
  final int voco;

  private PlainCheckpoint(Path directory) {
    this.directory = directory;
    voco = VocoLlamaConfig.read(directory).tokens().voco();
  }

  /** A copy of the tiny checkpoint, below a directory of the test. */
  static PlainCheckpoint ofTiny(Path parent, DType dtype) throws IOException {
    PlainCheckpoint plain = new PlainCheckpoint(Checkpoints.copyTiny(parent));
    Files.delete(plain.directory.resolve("added_tokens.json"));
    plain.change("special_tokens_map.json", "additional_special_tokens", "[]");
    plain.change("tokenizer_config.json", "additional_special_tokens", "[]");
    plain.change("config.json", "vocab_size", "" + plain.voco);
    plain.write(dtype, WeightFile.NAME, name -> true);
    Checkpoints.rewriteManifest(plain.directory);
    return plain;
  }

  /** Takes the token out of a checkpoint's files; its row stays. */
  static void takeToken(Path directory) throws IOException {
    Path added = directory.resolve("added_tokens.json");
    if (Files.exists(added)) {
      ObjectNode tokens = (ObjectNode) JSON.readTree(added.toFile());
      JSON.writeValue(added.toFile(), tokens.without("<voco>"));
    }
    Path tokenizer = directory.resolve("tokenizer.json");
    if (Files.exists(tokenizer)) {
      JsonNode json = JSON.readTree(tokenizer.toFile());
      ArrayNode tokens = (ArrayNode) json.get("added_tokens");
      tokens.remove(tokens.size() - 1);
      JSON.writeValue(tokenizer.toFile(), json);
    }
  }

  /** Writes some of the tiny checkpoint's tensors, without the last row of the vocabulary. */
  void write(DType dtype, String file, Predicate<String> some) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    Map<String, float[]> values = new TreeMap<>();
    try (Checkpoint tiny = Checkpoint.open(Checkpoints.tiny())) {
      for (String name : tiny.names().stream().filter(some).toList()) {
        TensorInfo info = tiny.info(name);
        long[] shape = info.shape().stream().mapToLong(Long::longValue).toArray();
        shape[0] -= name.equals(EMBEDDING) || name.equals(HEAD) ? 1 : 0;
        float[] numbers = new float[(int) (info.elements() / info.shape().get(0) * shape[0])];
        tiny.map(info, 0, 4 * numbers.length).asFloatBuffer().get(numbers);
        String there = file.startsWith(WeightFile.TOWER) ? name.replace(TOWER, "") : name;
        values.put(there, numbers);
        writer.declare(there, shape);
      }
    }
    writer.write(
        directory.resolve(file),
        dtype,
        (name, from, into) -> System.arraycopy(values.get(name), (int) from, into, 0, into.length));
  }

  void change(String file, String key, String value) throws IOException {
    Path path = directory.resolve(file);
    ObjectNode config = (ObjectNode) JSON.readTree(path.toFile());
    config.set(key, JSON.readTree(value));
    JSON.writeValue(path.toFile(), config);
  }

  /** What a model says to a question, as one number that depends on all of it. */
  static double probability(Path checkpoint) {
    Prompt question = new Prompt("Is the door open?", List.of(), Prompt.Form.YES_NO, 1);
    try (VocoLlama model = VocoLlama.load(checkpoint, DType.FP32)) {
      return model.answer(question, model.compress(List.of(picture(1, 96, 96)))).probability();
    }
  }
}
