package dev.vocostream.model.text;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Describes a checked tokenizer to the library, in the format of {@code tokenizer.json}:
 *
 * <pre>
 *                  SentencePiece's                     byte level
 *   normalizer     " " to "▁"                          NFC or none
 *   pre_tokenizer  none, or cut before "▁"             the pattern, then bytes as characters
 *   decoder        "▁" to " ", bytes to characters     characters to bytes
 * </pre>
 */
final class LibraryJson {
  // ASCII only: half the memory in a Java string, and no byte the other side could read otherwise
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private LibraryJson() {}

  static String write(TokenizerJson tokenizer) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("version", "1.0");
      for (String none : new String[] {"truncation", "padding", "post_processor"}) {
        out.writeNullField(none);
      }
      out.writePOJOField("added_tokens", JSON.createArrayNode());
      TextRules rules = tokenizer.rules();
      out.writePOJOField("normalizer", rules.byteLevel() ? composing(rules) : escaping());
      out.writePOJOField("pre_tokenizer", rules.byteLevel() ? cutting(rules) : words(rules));
      out.writePOJOField("decoder", rules.byteLevel() ? byteLevel(false) : unescaping());
      out.writeFieldName("model");
      model(tokenizer, out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void model(TokenizerJson tokenizer, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("type", "BPE");
    out.writeBooleanField("byte_fallback", !tokenizer.rules().byteLevel());
    out.writeBooleanField("ignore_merges", tokenizer.ignoresMerges());
    out.writeBooleanField("fuse_unk", false);
    for (String none :
        new String[] {"unk_token", "dropout", "continuing_subword_prefix", "end_of_word_suffix"}) {
      out.writeNullField(none);
    }
    out.writeObjectFieldStart("vocab");
    for (Map.Entry<String, Integer> piece : tokenizer.pieces().entrySet()) {
      out.writeNumberField(piece.getKey(), piece.getValue());
    }
    out.writeEndObject();
    out.writeArrayFieldStart("merges");
    for (String merge : tokenizer.merges()) {
      out.writeString(merge);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static ObjectNode escaping() {
    return replace(" ", SentencePieceModel.SPACE);
  }

  private static ObjectNode composing(TextRules rules) {
    return rules.composed() ? component("NFC") : null;
  }

  private static ObjectNode words(TextRules rules) {
    return rules.split()
        ? component("Metaspace")
            .put("replacement", SentencePieceModel.SPACE)
            .put("prepend_scheme", "never")
            .put("split", true)
        : null;
  }

  private static ObjectNode cutting(TextRules rules) {
    if (rules.pattern() == null) {
      return byteLevel(rules.split());
    }
    ObjectNode split = component("Split").put("behavior", "Isolated").put("invert", false);
    split.putObject("pattern").put("Regex", rules.pattern());
    return sequence("pretokenizers", split, byteLevel(false));
  }

  private static ObjectNode byteLevel(boolean ownPattern) {
    return component("ByteLevel")
        .put("add_prefix_space", false)
        .put("trim_offsets", false)
        .put("use_regex", ownPattern);
  }

  private static ObjectNode unescaping() {
    return sequence(
        "decoders",
        replace(SentencePieceModel.SPACE, " "),
        component("ByteFallback"),
        component("Fuse"));
  }

  private static ObjectNode replace(String from, String to) {
    ObjectNode replace = component("Replace").put("content", to);
    replace.putObject("pattern").put("String", from);
    return replace;
  }

  private static ObjectNode sequence(String key, ObjectNode... parts) {
    ObjectNode sequence = component("Sequence");
    ArrayNode list = sequence.putArray(key);
    for (ObjectNode part : parts) {
      list.add(part);
    }
    return sequence;
  }

  private static ObjectNode component(String type) {
    return JSON.createObjectNode().put("type", type);
  }
}
