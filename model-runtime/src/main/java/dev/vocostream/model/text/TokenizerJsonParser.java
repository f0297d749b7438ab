package dev.vocostream.model.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads one {@code tokenizer.json} as a stream; what is left of it is a {@link TokenizerJson}. */
final class TokenizerJsonParser {
  private static final int MAX_IDS = 1 << 20;
  private static final int MAX_PIECE = 512;

  private static final JsonMapper JSON =
      new JsonMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(32)
                      .maxNameLength(4096)
                      .maxStringLength(1 << 16)
                      .build())
              .build());

  /** Hands on a limited number of tokens: whatever is not vocabulary is small. */
  private static final class Limited extends JsonParserDelegate {
    private int left = 50_000;

    Limited(JsonParser in) {
      super(in);
    }

    @Override
    public JsonToken nextToken() throws IOException {
      if (left-- == 0) {
        throw damaged("components of at most 50000 JSON tokens", "more");
      }
      return super.nextToken();
    }
  }

  private final Map<String, JsonNode> components = new HashMap<>();
  private final ObjectNode model = JSON.createObjectNode();
  private final Map<String, Integer> pieces = new LinkedHashMap<>();
  private final List<String> merges = new ArrayList<>();

  TokenizerJson parse(byte[] json) {
    try (JsonParser in = JSON.createParser(json)) {
      object(in, "the file", key -> component(key, in));
      if (in.nextToken() != null) {
        throw damaged("one JSON object", "more behind it");
      }
    } catch (IOException e) {
      throw new InvalidCheckpointException("tokenizer.json is not JSON: " + e.getMessage(), e);
    }
    return checked();
  }

  private void component(String key, JsonParser in) throws IOException {
    switch (key) {
      case "model" -> object(in, key, modelKey -> modelPart(modelKey, in));
      case "normalizer", "pre_tokenizer", "decoder", "added_tokens" ->
          components.put(key, JSON.readTree(new Limited(in)));
      // truncation, padding and templates are not ours to use: a prompt is assembled from ids
      default -> in.skipChildren();
    }
  }

  private void modelPart(String key, JsonParser in) throws IOException {
    switch (key) {
      case "vocab" -> object(in, key, piece -> piece(piece, in));
      case "merges" -> merges(in);
      default -> model.set(key, JSON.readTree(new Limited(in)));
    }
  }

  private void piece(String text, JsonParser in) throws IOException {
    boolean isId =
        in.currentToken() == JsonToken.VALUE_NUMBER_INT
            && in.getNumberType() == JsonParser.NumberType.INT;
    if (!isId || in.getIntValue() < 0 || in.getIntValue() >= MAX_IDS) {
      throw damaged("ids from 0 to " + (MAX_IDS - 1), "'" + text + "' with " + in.getText());
    }
    if (text.isEmpty() || text.length() > MAX_PIECE) {
      throw damaged("pieces of 1 to %d characters".formatted(MAX_PIECE), "" + text.length());
    }
    pieces.put(text, in.getIntValue());
  }

  /** Older files have {@code "a b"}, newer ones {@code ["a", "b"]}. */
  private void merges(JsonParser in) throws IOException {
    require(in.currentToken() == JsonToken.START_ARRAY, "merges as a list", in);
    while (in.nextToken() != JsonToken.END_ARRAY) {
      String merge = in.getText();
      if (in.currentToken() == JsonToken.START_ARRAY) {
        require(in.nextToken() == JsonToken.VALUE_STRING, "merges of two strings", in);
        merge = in.getText();
        require(in.nextToken() == JsonToken.VALUE_STRING, "merges of two strings", in);
        merge += " " + in.getText();
        require(in.nextToken() == JsonToken.END_ARRAY, "merges of two strings", in);
      } else {
        require(in.currentToken() == JsonToken.VALUE_STRING, "merges as strings", in);
      }
      merges.add(merge);
    }
  }

  private TokenizerJson checked() {
    checkModel();
    TextRules rules =
        TextRules.of(component("normalizer"), component("pre_tokenizer"), component("decoder"));
    int size = 1 + pieces.values().stream().mapToInt(i -> i).max().orElse(-1);
    Set<Integer> ids = new HashSet<>(pieces.values());
    if (ids.size() < pieces.size()) {
      throw damaged(
          "an id of its own for every piece",
          "%d ids for %d pieces".formatted(ids.size(), pieces.size()));
    }
    Set<String> control = controlTokens(ids);
    List<String> kept = merges.stream().filter(merge -> !mentions(merge, control)).toList();
    pieces.keySet().removeAll(control);
    checkBytes(rules.byteLevel());
    boolean ignoresMerges = model.path("ignore_merges").asBoolean(false);
    return new TokenizerJson(pieces, kept, ignoresMerges, size, rules);
  }

  private JsonNode component(String key) {
    return components.getOrDefault(key, NullNode.instance);
  }

  private void checkModel() {
    String type = model.path("type").asText("missing");
    if (!type.equals("BPE")) {
      throw damaged("model of type BPE", type);
    }
    if (model.path("dropout").asDouble(0) != 0) {
      throw damaged("model without dropout, which gives a text other ids each time", "some");
    }
    for (String key : List.of("continuing_subword_prefix", "end_of_word_suffix")) {
      String affix = model.path(key).asText("");
      if (!affix.isEmpty() && !model.path(key).isNull()) {
        throw damaged("model without " + key, affix);
      }
    }
  }

  /**
   * Added tokens that are pieces too; text must not become one. Not only those marked special: what
   * is added by other tools often is not, {@code <voco>} among it.
   */
  private Set<String> controlTokens(Set<Integer> ids) {
    Set<String> control = new HashSet<>();
    for (JsonNode token : component("added_tokens")) {
      String text = token.path("content").asText();
      int id = token.path("id").asInt(-1);
      if (text.isEmpty() || id < 0 || id >= MAX_IDS || !token.path("id").isInt()) {
        throw damaged("added_tokens with id and content", token.toString());
      }
      Integer piece = pieces.get(text);
      if (piece == null ? ids.contains(id) : piece != id) {
        throw damaged("one id for added token '" + text + "'", id + " and a piece's");
      }
      if (piece != null) {
        control.add(text);
      }
    }
    return control;
  }

  /** Every byte must be a piece, or a text could hold what has no id. */
  private void checkBytes(boolean byteLevel) {
    if (!byteLevel && !model.path("byte_fallback").asBoolean(false)) {
      throw damaged("model with byte_fallback, or pre_tokenizer ByteLevel", "neither");
    }
    int beyond = 0;
    for (int b = 0; b < 256; b++) {
      boolean printable = b > ' ' && b <= '~' || b >= 0xa1 && b != 0xad;
      String character = Character.toString(printable ? b : 256 + beyond);
      beyond += printable ? 0 : 1;
      String piece = byteLevel ? character : "<0x%02X>".formatted(b);
      if (!pieces.containsKey(piece)) {
        throw damaged("all 256 byte pieces", "none for byte " + b);
      }
    }
  }

  private boolean mentions(String merge, Set<String> control) {
    int blank = merge.indexOf(' ');
    boolean isPair = blank > 0 && blank == merge.lastIndexOf(' ');
    String left = isPair ? merge.substring(0, blank) : "";
    String right = isPair ? merge.substring(blank + 1) : "";
    if (!List.of(left, right, left + right).stream().allMatch(pieces::containsKey)) {
      throw damaged("merges of two pieces to a piece", "'" + merge + "'");
    }
    return control.contains(left) || control.contains(right) || control.contains(left + right);
  }

  private interface Member {
    void read(String key) throws IOException;
  }

  /** Calls {@code member} for every key, with the parser at the key's value. */
  private static void object(JsonParser in, String what, Member member) throws IOException {
    JsonToken start = in.currentToken() == null ? in.nextToken() : in.currentToken();
    require(start == JsonToken.START_OBJECT, what + " as a JSON object", in);
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String key = in.currentName();
      in.nextToken();
      member.read(key);
    }
  }

  private static void require(boolean holds, String expected, JsonParser in) throws IOException {
    if (!holds) {
      throw damaged(expected, String.valueOf(in.currentToken()));
    }
  }

  private static InvalidCheckpointException damaged(String expected, String found) {
    return new InvalidCheckpointException(
        "tokenizer.json must have %s, found %s".formatted(expected, found));
  }
}
