package dev.vocostream.model.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Ids of the tokens that were added to a vocabulary, by their strings. Three files may have them;
 * where several do, they must agree:
 *
 * <pre>
 *   added_tokens.json       {"&lt;voco&gt;": 32000}
 *   tokenizer_config.json   {"added_tokens_decoder": {"32000": {"content": "&lt;voco&gt;"}}}
 *   tokenizer.json          {"added_tokens": [{"id": 32000, "content": "&lt;voco&gt;"}]}
 * </pre>
 */
record AddedTokens(Path directory, ConfigFile file, ConfigFile tokenizerConfig) {
  private static final long MAX_BYTES = 32 << 20;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).build())
          .build();

  static AddedTokens read(Path directory, List<String> problems) {
    return new AddedTokens(
        directory,
        ConfigFile.readIfThere(directory.resolve("added_tokens.json"), problems),
        ConfigFile.readIfThere(directory.resolve("tokenizer_config.json"), problems));
  }

  /** The token's id, or {@link TokenConfig#NONE}. */
  int id(String token) {
    TreeSet<Integer> ids = new TreeSet<>(file.ids(token));
    ConfigFile decoder = tokenizerConfig.section("added_tokens_decoder");
    for (String id : decoder.keys()) {
      if (id.matches("\\d{1,9}") && decoder.object(id).text("content", "").equals(token)) {
        ids.add(Integer.valueOf(id));
      }
    }
    inTokenizer(directory.resolve("tokenizer.json"), token).ifPresent(ids::add);
    if (ids.size() > 1) {
      file.problem(token, "one id in all of the tokenizer's files", ids);
    }
    return ids.isEmpty() ? TokenConfig.NONE : ids.first();
  }

  /** Read as a stream: the file has the whole vocabulary too. */
  private static OptionalInt inTokenizer(Path tokenizer, String token) {
    if (!Files.exists(tokenizer)) {
      return OptionalInt.empty();
    }
    try {
      if (Files.size(tokenizer) > MAX_BYTES) {
        throw new InvalidCheckpointException(
            "%s must be at most %d bytes, has %d"
                .formatted(tokenizer, MAX_BYTES, Files.size(tokenizer)));
      }
      try (JsonParser in = JSON.createParser(tokenizer.toFile())) {
        return find(in, token);
      }
    } catch (IOException e) {
      throw new InvalidCheckpointException(
          "%s cannot be read as JSON: %s".formatted(tokenizer, e.getMessage()), e);
    }
  }

  private static OptionalInt find(JsonParser in, String token) throws IOException {
    in.nextToken();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      boolean added = in.currentName().equals("added_tokens");
      JsonToken value = in.nextToken();
      while (added && value == JsonToken.START_ARRAY && in.nextToken() == JsonToken.START_OBJECT) {
        OptionalInt id = idOf(in, token);
        if (id.isPresent()) {
          return id;
        }
      }
      in.skipChildren();
    }
    return OptionalInt.empty();
  }

  private static OptionalInt idOf(JsonParser in, String token) throws IOException {
    int id = TokenConfig.NONE;
    boolean found = false;
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String key = in.currentName();
      JsonToken value = in.nextToken();
      if (key.equals("id") && value == JsonToken.VALUE_NUMBER_INT) {
        id = in.getIntValue();
      } else if (key.equals("content") && value == JsonToken.VALUE_STRING) {
        found = in.getText().equals(token);
      }
      in.skipChildren();
    }
    return found && id >= 0 ? OptionalInt.of(id) : OptionalInt.empty();
  }
}
