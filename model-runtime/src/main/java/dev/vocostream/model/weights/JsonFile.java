package dev.vocostream.model.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a JSON object from a file that may be hostile: bounded, nothing twice, nothing behind. */
public final class JsonFile {
  /** The index of a 70B checkpoint has about 70 kB. */
  private static final int MAX_BYTES = 2 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonFile() {}

  /**
   * @throws InvalidCheckpointException if the file is too large or no JSON object
   */
  public static JsonNode read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      throw new InvalidCheckpointException(
          "%s must be at most %d bytes, has %d".formatted(file, MAX_BYTES, Files.size(file)));
    }
    try {
      JsonNode node = JSON.readTree(bytes);
      if (!node.isObject()) {
        throw new InvalidCheckpointException(file + " must hold a JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new InvalidCheckpointException(file + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new InvalidCheckpointException(file + " is not UTF-8", e);
    }
  }
}
