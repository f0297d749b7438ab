package dev.vocostream.model.weights;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The files of a checkpoint that may give a token its id, and which ids are taken. {@code
 * tokenizer.json} has the whole vocabulary, so it is read as a stream.
 */
final class TokenFiles {
  static final String ADDED = "added_tokens.json";

  private static final String CONFIG = "tokenizer_config.json";
  private static final String DECODER = "added_tokens_decoder";
  private static final String SPECIAL = "special_tokens_map.json";
  private static final String TOKENIZER = "tokenizer.json";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonFactory STREAM = JSON.getFactory();

  private TokenFiles() {}

  /** The first id that is above those of all tokens, pieces of text and others. */
  static int firstFree(Path directory, Tokenizer tokenizer) throws IOException {
    int free = tokenizer.size();
    for (JsonNode id : readIfThere(directory.resolve(ADDED))) {
      free = Math.max(free, id.asInt(-1) + 1);
    }
    JsonNode decoder = readIfThere(directory.resolve(CONFIG)).path(DECODER);
    for (Map.Entry<String, JsonNode> entry : decoder.properties()) {
      boolean isId = entry.getKey().matches("\\d{1,9}");
      free = Math.max(free, isId ? Integer.parseInt(entry.getKey()) + 1 : 0);
    }
    JsonNode config = JsonFile.read(directory.resolve("config.json"));
    for (String key : List.of("image_token_index", "image_token_id", "pad_token_id")) {
      free = Math.max(free, config.path(key).asInt(-1) + 1);
    }
    return Math.max(free, freeOfTokenizer(directory.resolve(TOKENIZER)));
  }

  private static JsonNode readIfThere(Path file) throws IOException {
    return Files.exists(file) ? JsonFile.read(file) : JSON.createObjectNode();
  }

  private static int freeOfTokenizer(Path file) throws IOException {
    int free = 0;
    if (!Files.exists(file)) {
      return free;
    }
    try (JsonParser in = STREAM.createParser(file.toFile())) {
      in.nextToken();
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        boolean isAdded = in.currentName().equals("added_tokens");
        in.nextToken();
        while (isAdded && in.nextToken() == JsonToken.START_OBJECT) {
          JsonNode token = in.readValueAsTree();
          free = Math.max(free, token.path("id").asInt(-1) + 1);
        }
        in.skipChildren();
      }
    }
    return free;
  }

  /**
   * Writes a special token into {@code added_tokens.json}, and into each of the other files that
   * lists such tokens: a reader that finds it in one file may not look into the next.
   */
  static void add(Path directory, String token, int id) throws IOException {
    ObjectNode added = (ObjectNode) readIfThere(directory.resolve(ADDED));
    write(directory.resolve(ADDED), added.put(token, id));
    if (readIfThere(directory.resolve(CONFIG)).path(DECODER).isObject()) {
      ObjectNode config = (ObjectNode) JsonFile.read(directory.resolve(CONFIG));
      config.withObject("/" + DECODER).set(String.valueOf(id), special(token));
      write(directory.resolve(CONFIG), config);
    }
    if (Files.exists(directory.resolve(SPECIAL))) {
      ObjectNode special = (ObjectNode) JsonFile.read(directory.resolve(SPECIAL));
      String key = "additional_special_tokens";
      ArrayNode list = special.get(key) instanceof ArrayNode a ? a : special.putArray(key);
      list.add(token);
      write(directory.resolve(SPECIAL), special);
    }
    if (Files.exists(directory.resolve(TOKENIZER))) {
      addToTokenizer(directory.resolve(TOKENIZER), special(token).put("id", id));
    }
  }

  private static ObjectNode special(String token) {
    ObjectNode special = JSON.createObjectNode().put("content", token).put("special", true);
    special.put("single_word", false).put("lstrip", false).put("rstrip", false);
    return special.put("normalized", false);
  }

  private static void addToTokenizer(Path file, ObjectNode token) throws IOException {
    Path building = file.resolveSibling(file.getFileName() + ".new");
    try (JsonParser in = STREAM.createParser(file.toFile());
        JsonGenerator out = STREAM.createGenerator(building.toFile(), JsonEncoding.UTF8)) {
      in.nextToken();
      out.writeStartObject();
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String key = in.currentName();
        out.writeFieldName(key);
        if (in.nextToken() == JsonToken.START_ARRAY && key.equals("added_tokens")) {
          out.writeStartArray();
          while (in.nextToken() != JsonToken.END_ARRAY) {
            out.copyCurrentStructure(in);
          }
          out.writeTree(token);
          out.writeEndArray();
        } else {
          out.copyCurrentStructure(in);
        }
      }
      out.writeEndObject();
    }
    Files.delete(file);
    Files.move(building, file);
  }

  /** Over what is there. */
  static void write(Path file, ObjectNode content) throws IOException {
    Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
  }
}
