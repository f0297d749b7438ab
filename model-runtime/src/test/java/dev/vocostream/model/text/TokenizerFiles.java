package dev.vocostream.model.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The {@code tokenizer.json} files that Hugging Face wrote for tests, to read or to change. */
record TokenizerFiles(ObjectNode content) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** From the tiny checkpoint's {@code tokenizer.model}. */
  static TokenizerFiles converted() {
    return read("converted.json");
  }

  /** Of bytes, with Qwen2's components. */
  static TokenizerFiles byteLevel() {
    return read("bytelevel.json");
  }

  private static TokenizerFiles read(String name) {
    try (InputStream in = TokenizerFiles.class.getResourceAsStream("/tokenizers/" + name)) {
      return new TokenizerFiles((ObjectNode) JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Tokenizer tokenizer() {
    return new HuggingFaceTokenizer(TokenizerJson.parse(bytes()));
  }

  byte[] bytes() {
    return content.toString().getBytes(StandardCharsets.UTF_8);
  }

  ArrayNode merges() {
    return (ArrayNode) content.at("/model/merges");
  }

  TokenizerFiles with(String key, String value) {
    return with("", key, value);
  }

  /** Sets a key of the object at a JSON pointer. */
  TokenizerFiles with(String pointer, String key, String value) {
    try {
      ((ObjectNode) content.at(pointer)).set(key, JSON.readTree(value));
      return this;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(value, e);
    }
  }
}
