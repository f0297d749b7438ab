package dev.vocostream.model.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code voco-manifest.json}: what the files of a checkpoint must be, and tokens that its tokenizer
 * must give. Nothing is loaded that is not listed, and nothing that is not what is listed.
 *
 * <pre>
 *  {"format": 1,
 *   "files": {"config.json": "SHA-256 in hex", ..., "vision_tower/model.safetensors": ".."},
 *   "golden_ids": [{"text": "What is this?", "ids": [1724, 338, 445, 29973]}, ..]}
 * </pre>
 *
 * @param files digests by name relative to the directory
 * @param goldenIds token ids by text, as {@code Tokenizer.encode} gives them; none if nobody gave
 *     any
 */
public record Manifest(Map<String, String> files, Map<String, long[]> goldenIds) {
  public static final String NAME = "voco-manifest.json";

  /** What writes one; named in messages. */
  private static final String COMMAND = "voco model manifest ";

  /** The layout of the file; a reader refuses any other. */
  private static final int FORMAT = 1;

  public Manifest {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    goldenIds = Collections.unmodifiableMap(new LinkedHashMap<>(goldenIds));
  }

  /**
   * Writes down the files as they are now, over a manifest that is there already. Reads every byte
   * of the checkpoint once.
   *
   * @param goldenIds as {@code Tokenizer.encode} gives them
   * @throws InvalidCheckpointException if there are no weights, or a pickle
   */
  public static Manifest write(Path directory, Map<String, long[]> goldenIds) throws IOException {
    List<String> names = CheckpointFiles.in(directory);
    Manifest manifest = new Manifest(FileDigest.of(directory, names), goldenIds);
    Path building = directory.resolve(NAME + ".new");
    Files.write(building, manifest.toJson());
    Files.move(building, directory.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
    return manifest;
  }

  private byte[] toJson() throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode root = json.createObjectNode().put("format", FORMAT);
    root.set("files", json.valueToTree(files));
    ArrayNode golden = root.putArray("golden_ids");
    goldenIds.forEach(
        (text, ids) -> {
          ArrayNode array = golden.addObject().put("text", text).putArray("ids");
          Arrays.stream(ids).forEach(array::add);
        });
    return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }

  public static boolean isIn(Path directory) {
    return Files.exists(directory.resolve(NAME));
  }

  /**
   * @throws InvalidCheckpointException if it is missing or not understood, naming the remedy
   */
  public static Manifest read(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      throw new InvalidCheckpointException(
          "%s is missing, which says what the other files must be: if you trust them, run: %s%s"
              .formatted(file, COMMAND, directory));
    }
    JsonNode root = JsonFile.read(file);
    if (root.path("format").asInt() != FORMAT) {
      throw new InvalidCheckpointException(
          "%s: format must be %d, was %s".formatted(file, FORMAT, root.path("format")));
    }
    return new Manifest(digests(file, root.path("files")), golden(file, root.path("golden_ids")));
  }

  private static Map<String, String> digests(Path file, JsonNode node) {
    Map<String, String> files = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!entry.getValue().asText().matches("[0-9a-f]{64}")) {
        throw new InvalidCheckpointException(
            "%s: files: '%s': expected a SHA-256 of 64 lower-case hex digits, found %s"
                .formatted(file, entry.getKey(), entry.getValue()));
      }
      files.put(entry.getKey(), entry.getValue().asText());
    }
    return files;
  }

  private static Map<String, long[]> golden(Path file, JsonNode list) {
    Map<String, long[]> golden = new LinkedHashMap<>();
    for (JsonNode entry : list) {
      List<Long> ids = new ArrayList<>();
      for (JsonNode id : entry.path("ids")) {
        if (!id.isIntegralNumber() || !id.canConvertToInt() || id.intValue() < 0) {
          throw badGolden(file, entry);
        }
        ids.add(id.longValue());
      }
      if (!entry.path("text").isTextual() || ids.isEmpty()) {
        throw badGolden(file, entry);
      }
      golden.put(entry.path("text").asText(), ids.stream().mapToLong(Long::longValue).toArray());
    }
    return golden;
  }

  private static InvalidCheckpointException badGolden(Path file, JsonNode entry) {
    return new InvalidCheckpointException(
        "%s: golden_ids: expected {\"text\": .., \"ids\": [token ids]}, found %s"
            .formatted(file, entry));
  }

  /**
   * Compares the files with what is listed. Reads every byte of the checkpoint once, unless files
   * are missing or not listed.
   *
   * @throws InvalidCheckpointException naming each file that differs, and the remedy
   */
  public void verify(Path directory) throws IOException {
    List<String> names = CheckpointFiles.in(directory);
    requireSameNames(directory, names);
    Map<String, String> found = FileDigest.of(directory, names);
    List<String> problems = new ArrayList<>();
    for (String name : names) {
      if (!files.get(name).equals(found.get(name))) {
        problems.add(
            "%s: expected SHA-256 %s, as %s says, found %s"
                .formatted(directory.resolve(name), files.get(name), NAME, found.get(name)));
      }
    }
    throwIfAny(problems, directory);
  }

  private void requireSameNames(Path directory, List<String> names) {
    TreeSet<String> all = new TreeSet<>(names);
    all.addAll(files.keySet());
    List<String> problems = new ArrayList<>();
    for (String name : all) {
      if (!files.containsKey(name)) {
        problems.add(
            "%s/%s would be loaded but %s does not list it".formatted(directory, name, NAME));
      } else if (!names.contains(name)) {
        problems.add(
            "%s/%s is not there or not part of the model: expected it with SHA-256 %s, as %s says"
                .formatted(directory, name, files.get(name), NAME));
      }
    }
    throwIfAny(problems, directory);
  }

  private static void throwIfAny(List<String> problems, Path directory) {
    if (!problems.isEmpty()) {
      throw new InvalidCheckpointException(
          "%s: put back the files that the manifest was written for; if the change is meant, run: %s--force %s"
              .formatted(String.join("\n", problems), COMMAND, directory));
    }
  }
}
