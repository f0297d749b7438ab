package dev.vocostream.model.text;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerJsonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "/model | type | 'Unigram' | model of type BPE, found Unigram",
        "/model | dropout | 0.1 | model without dropout",
        "/model | end_of_word_suffix | '</w>' | model without end_of_word_suffix, found </w>",
        "/model | byte_fallback | false | model with byte_fallback",
        "/model | merges | ['a \u2581qqq'] | merges of two pieces to a piece, found 'a \u2581qqq'",
        "/model | merges | [['h', 'e', 'l']] | merges of two strings, found VALUE_STRING",
        "/model | merges | {} | merges as a list, found START_OBJECT",
        "/model/vocab | the | 3 | an id of its own for every piece, found 500 ids for 501 pieces",
        "/model/vocab | qqq | 99999999999 | ids from 0 to 1048575, found 'qqq' with 99999999999",
        "/model/vocab | qqq | '5' | ids from 0 to 1048575, found 'qqq' with 5",
        "/added_tokens/3 | id | 77 | one id for added token '<voco>', found 77 and a piece's",
        "/added_tokens/3 | id | -1 | added_tokens with id and content",
        "'' | normalizer | {'type': 'NFKC'} | normalizer must be NFC, Prepend or Replace, was",
        "'' | normalizer | {'type': 'Prepend', 'prepend': 'x'} | Prepend must be /prepend",
        "'' | pre_tokenizer | {'type': 'Whitespace'} | must be ByteLevel, Metaspace or Split",
        "'' | pre_tokenizer | null | pre_tokenizer must be either ByteLevel or blanks as",
        "'' | decoder | {'type': 'WordPiece'} | decoder must be",
        "'' | pre_tokenizer | {'type': 'Split', 'pattern': {'Regex': '(a+)+$'}, 'behavior':"
            + " 'Isolated', 'invert': false} | must be the pattern of Llama 3 or Qwen2",
      })
  void namesWhatItDoesNotKnow(String pointer, String key, String value, String message) {
    TokenizerFiles file =
        TokenizerFiles.converted().with(pointer.replace("'", ""), key, value.replace('\'', '"'));

    assertThatThrownBy(() -> TokenizerJson.parse(file.bytes()))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageStartingWith("tokenizer.json")
        .hasMessageContaining(message);
  }

  @Test
  void refusesAVocabularyThatCannotSpellEveryByte() {
    TokenizerFiles bytes = TokenizerFiles.converted();
    ((ObjectNode) bytes.content().at("/model/vocab")).remove("<0x7F>");
    TokenizerFiles level = TokenizerFiles.byteLevel();
    ((ObjectNode) level.content().at("/model/vocab")).remove("\u0120");
    level.with("/model", "merges", "[]");

    assertThatThrownBy(() -> TokenizerJson.parse(bytes.bytes())).hasMessageContaining("byte 127");
    assertThatThrownBy(() -> TokenizerJson.parse(level.bytes())).hasMessageContaining("byte 32");
  }

  @Test
  void refusesDepthDuplicatesAndMassInTheWrongPlace() {
    String deep = "{\"normalizer\": " + "[".repeat(1000) + "]".repeat(1000) + "}";
    String twice = "{\"model\": {\"vocab\": {\"a\": 1, \"a\": 2}}}";
    String wide = "{\"decoder\": [" + "1,".repeat(60_000) + "1]}";
    String behind = TokenizerFiles.converted().content() + "{}";

    assertThatThrownBy(() -> parse(deep)).hasMessageContaining("nesting depth");
    assertThatThrownBy(() -> parse(twice)).hasMessageContaining("Duplicate field 'a'");
    assertThatThrownBy(() -> parse(wide)).hasMessageContaining("at most 50000 JSON tokens");
    assertThatThrownBy(() -> parse(behind)).hasMessageContaining("found more behind it");
    assertThatThrownBy(() -> parse("")).hasMessageContaining("the file as a JSON object");
    assertThatThrownBy(() -> parse("[]")).hasMessageContaining("the file as a JSON object");
  }

  @Test
  void refusesAFileOfMoreThan32MebibytesUnread(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("tokenizer.json");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength((32 << 20) + 1);
    }

    assertThatThrownBy(() -> Tokenizer.read(directory))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("must be at most 33554432 bytes, has 33554433");
  }

  @Test
  void refusesAByteAsAControlToken() {
    TokenizerFiles file = TokenizerFiles.converted();
    ((ObjectNode) file.content().at("/added_tokens/3")).put("content", "<0x0A>").put("id", 13);

    assertThatThrownBy(() -> TokenizerJson.parse(file.bytes()))
        .hasMessageContaining("must have all 256 byte pieces, found none for byte 10");
  }

  private static TokenizerJson parse(String json) {
    return TokenizerJson.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
