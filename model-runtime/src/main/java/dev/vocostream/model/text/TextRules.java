package dev.vocostream.model.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.model.InvalidCheckpointException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a {@code tokenizer.json} does to a text before its merges. Two families are known:
 *
 * <pre>
 *   SentencePiece's    blanks become "▁"; characters that are no piece become their bytes
 *   byte level         NFC or nothing; cut at a pattern; every byte is a character of its own
 * </pre>
 *
 * A component that is not listed here would give other ids than the weights were trained with, so
 * it is refused by its name.
 *
 * @param byteLevel which of the two
 * @param front what is put before a text at the very front
 * @param composed whether the text is brought into NFC
 * @param pattern what cuts a text into words, or null for the byte level's own or none
 * @param split whether a text is cut into words at all
 */
record TextRules(boolean byteLevel, Front front, boolean composed, String pattern, boolean split) {
  /** Nothing is ever put before an empty text. */
  enum Front {
    NOTHING,
    SPACE,
    SPACE_UNLESS_THERE
  }

  /** Llama 3's and Qwen2's. Others are refused: a pattern is a program, and may never end. */
  static final Set<String> PATTERNS = Set.of(words("\\p{N}{1,3}"), words("\\p{N}"));

  private static String words(String digits) {
    return "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|%s| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"
        .formatted(digits);
  }

  /**
   * @param normalizer and the others: components as the file has them, or null nodes
   */
  static TextRules of(JsonNode normalizer, JsonNode preTokenizer, JsonNode decoder) {
    List<JsonNode> cutters = parts(preTokenizer, "pretokenizers");
    boolean byteLevel = cutters.stream().anyMatch(c -> type(c).equals("ByteLevel"));
    TextRules rules = new TextRules(byteLevel, Front.NOTHING, false, null, false);
    for (JsonNode part : parts(normalizer, "normalizers")) {
      rules = rules.normalizedBy(part);
    }
    for (JsonNode part : cutters) {
      rules = rules.cutBy(part);
    }
    boolean escaped =
        parts(normalizer, "normalizers").stream().anyMatch(n -> type(n).equals("Replace"))
            || cutters.stream().anyMatch(c -> type(c).equals("Metaspace"));
    if (byteLevel == escaped) {
      throw unsupported("pre_tokenizer", "either ByteLevel or blanks as ▁", preTokenizer);
    }
    for (JsonNode part : parts(decoder, "decoders")) {
      rules.checkDecoder(part);
    }
    return rules;
  }

  private TextRules normalizedBy(JsonNode part) {
    switch (type(part)) {
      case "NFC" -> {
        return new TextRules(byteLevel, front, true, pattern, split);
      }
      case "Prepend" -> {
        require(part, "/prepend", SentencePieceModel.SPACE);
        return withFront(Front.SPACE);
      }
      case "Replace" -> {
        require(part, "/pattern/String", " ");
        require(part, "/content", SentencePieceModel.SPACE);
        return this;
      }
      default -> throw unsupported("normalizer", "NFC, Prepend or Replace", part);
    }
  }

  private TextRules cutBy(JsonNode part) {
    switch (type(part)) {
      case "Metaspace" -> {
        require(part, "/replacement", SentencePieceModel.SPACE);
        String scheme = part.path("prepend_scheme").asText("always");
        boolean adds = part.path("add_prefix_space").asBoolean(true) && !scheme.equals("never");
        return withSpace(adds).withCut(null, part.path("split").asBoolean(true));
      }
      case "Split" -> {
        require(part, "/behavior", "Isolated");
        require(part, "/invert", "false");
        String found = part.at("/pattern/Regex").asText();
        if (!PATTERNS.contains(found)) {
          throw unsupported("pre_tokenizer", "the pattern of Llama 3 or Qwen2", part);
        }
        return withCut(found, true);
      }
      case "ByteLevel" -> {
        TextRules with = withSpace(part.path("add_prefix_space").asBoolean(true));
        return with.withCut(pattern, split || part.path("use_regex").asBoolean(true));
      }
      default -> throw unsupported("pre_tokenizer", "ByteLevel, Metaspace or Split", part);
    }
  }

  private void checkDecoder(JsonNode part) {
    Set<String> known =
        byteLevel
            ? Set.of("ByteLevel")
            : Set.of("Replace", "ByteFallback", "Fuse", "Strip", "Metaspace");
    if (!known.contains(type(part))) {
      throw unsupported("decoder", String.join(", ", known), part);
    }
  }

  /** Only a normalizer adds a second space to a text that begins with one. */
  private TextRules withSpace(boolean adds) {
    return adds && front == Front.NOTHING ? withFront(Front.SPACE_UNLESS_THERE) : this;
  }

  private TextRules withFront(Front at) {
    return new TextRules(byteLevel, at, composed, pattern, split);
  }

  /** A text as it is encoded at the very front. */
  String atFront(String text) {
    boolean there = text.startsWith(" ") || !byteLevel && text.startsWith(SentencePieceModel.SPACE);
    boolean adds = front == Front.SPACE || front == Front.SPACE_UNLESS_THERE && !there;
    return adds && !text.isEmpty() ? " " + text : text;
  }

  private TextRules withCut(String at, boolean cuts) {
    return new TextRules(byteLevel, front, composed, at, cuts);
  }

  /** The components of a sequence, of one that stands alone, or none. */
  private static List<JsonNode> parts(JsonNode component, String key) {
    List<JsonNode> parts = new ArrayList<>();
    if (type(component).equals("Sequence")) {
      component.path(key).forEach(parts::add);
    } else if (!component.isNull()) {
      parts.add(component);
    }
    return parts;
  }

  private static String type(JsonNode component) {
    return component.path("type").asText();
  }

  private static void require(JsonNode part, String pointer, String expected) {
    if (!part.at(pointer).asText().equals(expected)) {
      throw unsupported(type(part), pointer + " '" + expected + "'", part.at(pointer));
    }
  }

  private static InvalidCheckpointException unsupported(String key, String expected, Object found) {
    String was = String.valueOf(found);
    return new InvalidCheckpointException(
        "tokenizer.json: %s must be %s, was %s"
            .formatted(key, expected, was.length() > 200 ? was.substring(0, 200) + ".." : was));
  }
}
