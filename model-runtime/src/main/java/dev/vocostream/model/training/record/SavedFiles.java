package dev.vocostream.model.training.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.weights.FileDigest;
import dev.vocostream.model.weights.JsonFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code complete.json}, which says what the other files of a checkpoint are. It is written when
 * they are on the disk.
 *
 * <pre>
 *  {"format": 1, "files": {"weights.safetensors": {"bytes": 5242880, "sha256": "64 hex digits"}, ..}}
 * </pre>
 */
final class SavedFiles {
  static final String NAME = "complete.json";

  /** The layout of the file; a reader refuses any other. */
  private static final int FORMAT = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  private SavedFiles() {}

  /** Everything below {@code directory} survives a loss of power when this returns. */
  static void seal(Path directory) throws IOException {
    List<String> names = names(directory);
    Map<String, String> digests = FileDigest.of(directory, names);
    ObjectNode root = JSON.createObjectNode().put("format", FORMAT);
    ObjectNode files = root.putObject("files");
    for (String name : names) {
      long bytes = Files.size(directory.resolve(name));
      files.putObject(name).put("bytes", bytes).put("sha256", digests.get(name));
    }
    Files.write(
        directory.resolve(NAME), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        force(path);
      }
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> tree = Files.walk(directory)) {
      return tree.filter(Files::isRegularFile)
          .map(path -> directory.relativize(path).toString().replace('\\', '/'))
          .filter(name -> !name.equals(NAME))
          .sorted()
          .toList();
    }
  }

  /** Of a directory: the names in it. */
  static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Reads every byte once, unless sizes already differ.
   *
   * @throws InvalidCheckpointException naming the first file that is not what it was
   * @throws IOException if files cannot be read
   */
  static void verify(Path directory) throws IOException {
    Path list = directory.resolve(NAME);
    if (!Files.isRegularFile(list)) {
      throw new InvalidCheckpointException(list + " is missing");
    }
    JsonNode root = JsonFile.read(list);
    if (root.path("format").asInt() != FORMAT) {
      throw new InvalidCheckpointException(
          "%s: expected format %d, found %s".formatted(list, FORMAT, root.path("format")));
    }
    JsonNode files = root.path("files");
    if (files.isEmpty()) {
      throw new InvalidCheckpointException(list + ": expected files, found none");
    }
    verifySizes(directory, files);
    verifyDigests(directory, files);
  }

  private static void verifySizes(Path directory, JsonNode files) throws IOException {
    for (Map.Entry<String, JsonNode> entry : files.properties()) {
      Path file = directory.resolve(entry.getKey());
      if (!Files.isRegularFile(file)) {
        throw new InvalidCheckpointException(file + " is missing");
      }
      long expected = entry.getValue().path("bytes").asLong(-1);
      if (Files.size(file) != expected) {
        throw new InvalidCheckpointException(
            "%s: expected %d bytes, found %d".formatted(file, expected, Files.size(file)));
      }
    }
  }

  private static void verifyDigests(Path directory, JsonNode files) throws IOException {
    List<String> names = files.properties().stream().map(Map.Entry::getKey).toList();
    for (Map.Entry<String, String> found : FileDigest.of(directory, names).entrySet()) {
      String expected = files.path(found.getKey()).path("sha256").asText();
      if (!expected.equals(found.getValue())) {
        throw new InvalidCheckpointException(
            "%s: expected SHA-256 %s, found %s"
                .formatted(directory.resolve(found.getKey()), expected, found.getValue()));
      }
    }
  }
}
