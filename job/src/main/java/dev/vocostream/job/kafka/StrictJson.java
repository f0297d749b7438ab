package dev.vocostream.job.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads one JSON object from bytes that anybody may have sent. */
final class StrictJson {
  private static final int MAX_DEPTH = 8;
  private static final int MAX_NUMBER_LENGTH = 32;
  private static final int MAX_SHOWN = 64;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .maxNameLength(MessageLimits.BYTES)
                          .maxStringLength(MessageLimits.BYTES)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .nodeFactory(new FiniteNumbers())
          .build();

  /** 1e999 becomes the largest double: the validator would throw at an infinite one. */
  private static final class FiniteNumbers extends JsonNodeFactory {
    @Override
    public NumericNode numberNode(double number) {
      return super.numberNode(Math.max(-Double.MAX_VALUE, Math.min(number, Double.MAX_VALUE)));
    }
  }

  private StrictJson() {}

  /**
   * The one object in {@code bytes}.
   *
   * @throws BadMessage too-large, not-json, or no-id where it is JSON but no object
   */
  static ObjectNode read(byte[] bytes) throws BadMessage {
    if (bytes == null) {
      throw new BadMessage("not-json", "expected a JSON object, found no value (a tombstone)");
    }
    if (bytes.length > MessageLimits.BYTES) {
      throw new BadMessage(
          "too-large", "expected at most " + MessageLimits.BYTES + " bytes, found " + bytes.length);
    }
    JsonNode node = parse(decode(bytes));
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new BadMessage("no-id", "expected a JSON object with an id, found " + describe(node));
  }

  /**
   * A text as it may stand in a key, a log or a prompt.
   *
   * @throws BadMessage bad-type, if it is not well-formed
   */
  static String text(String field, String value) throws BadMessage {
    if (!isWellFormed(value)) {
      throw new BadMessage(
          "bad-type", field + ": expected Unicode text, found half a surrogate pair");
    }
    return value;
  }

  /** What a reader of an error needs to recognise the value. */
  static String describe(JsonNode node) {
    if (node == null || node.isMissingNode()) {
      return "nothing";
    }
    if (node.isArray()) {
      return "an array of " + node.size();
    }
    if (node.isObject()) {
      return "an object";
    }
    String text = node.toString();
    if (node.isTextual() && text.length() > MAX_SHOWN) {
      return "a text of " + characters(node.textValue()) + " characters";
    }
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }

  /** False where half of a surrogate pair stands alone: such text has no UTF-8 form. */
  static boolean isWellFormed(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static int characters(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Decoded here, because Jackson would guess at UTF-16 and let some malformed UTF-8 through. */
  private static String decode(byte[] bytes) throws BadMessage {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      throw new BadMessage("not-json", "expected UTF-8, found other bytes");
    }
  }

  private static JsonNode parse(String text) throws BadMessage {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException broken) {
      JsonLocation at = broken.getLocation();
      String where =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new BadMessage(
          "not-json", "expected a JSON object, found" + where + ": " + broken.getOriginalMessage());
    }
  }
}
