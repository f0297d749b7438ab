package dev.vocostream.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.Goldens;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.config.VocoLlamaConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code converted.json} is the tiny checkpoint's {@code tokenizer.model}, by Hugging Face. */
class HuggingFaceTokenizerTest {
  private static final String LLAMA_2_NORMALIZER =
      """
      {"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "\u2581"},
       {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"}]}
      """;

  private final Tokenizer converted = TokenizerFiles.converted().tokenizer();
  private final Tokenizer byteLevel = TokenizerFiles.byteLevel().tokenizer();

  static Iterable<JsonNode> sentencePiece() {
    return Goldens.read("sentencepiece.json");
  }

  static Iterable<JsonNode> huggingFace() {
    return Goldens.read("bytelevel.json");
  }

  @ParameterizedTest
  @MethodSource("sentencePiece")
  void tokenisesLikeTheModelItWasConvertedFrom(JsonNode golden) {
    assertThat(converted.encode(golden.get("text").asText()))
        .isEqualTo(Goldens.longs(golden.get("ids")));
  }

  @ParameterizedTest
  @MethodSource("sentencePiece")
  void tokenisesTheSameWithThePrefixesOfOlderFiles(JsonNode golden) {
    Tokenizer older =
        TokenizerFiles.converted()
            .with("normalizer", LLAMA_2_NORMALIZER)
            .with("pre_tokenizer", "null")
            .tokenizer();

    assertThat(older.encode(golden.get("text").asText()))
        .isEqualTo(Goldens.longs(golden.get("ids")));
  }

  @ParameterizedTest
  @MethodSource("huggingFace")
  void tokenisesBytesLikeHuggingFace(JsonNode golden) {
    String text = golden.get("text").asText();

    long[] ids = byteLevel.encode(text);

    assertThat(ids).isEqualTo(Goldens.longs(golden.get("ids")));
    assertThat(decode(byteLevel, ids)).isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFC));
  }

  @Test
  void givesTheTemplateTheSameIdsAsTheModelItWasConvertedFrom() {
    VocoLlamaConfig config = VocoLlamaConfig.read(Checkpoints.tiny());
    Tokenizer model = Tokenizer.read(Checkpoints.tiny());
    Prompt prompt = new Prompt("Who?", List.of(new Prompt.Turn("A?", "B.")), Prompt.Form.TEXT, 1);

    PromptTemplate ours = new PromptTemplate(converted, config.tokens(), config.prompt());
    PromptTemplate theirs = new PromptTemplate(model, config.tokens(), config.prompt());

    assertThat(ours.behindFrame(2)).isEqualTo(theirs.behindFrame(2));
    assertThat(ours.question(prompt)).isEqualTo(theirs.question(prompt));
    assertThat(converted.size()).isEqualTo(model.size());
  }

  @Test
  void putsASpaceAtTheFrontOnlyWhereTheFileDoes() {
    Tokenizer never =
        TokenizerFiles.converted()
            .with("/pre_tokenizer", "prepend_scheme", "\"never\"")
            .tokenizer();
    Tokenizer prefixed =
        TokenizerFiles.byteLevel()
            .with("/pre_tokenizer/pretokenizers/1", "add_prefix_space", "true")
            .tokenizer();

    assertThat(converted.encodeFront("\n")).isEqualTo(converted.encode(" \n"));
    assertThat(never.encodeFront("\n")).isEqualTo(converted.encode("\n"));
    assertThat(byteLevel.encodeFront("car")).isEqualTo(byteLevel.encode("car"));
    assertThat(prefixed.encodeFront("car")).isEqualTo(byteLevel.encode(" car"));
    assertThat(prefixed.encode("car")).isEqualTo(byteLevel.encode("car"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"</s>", "<s>", "<voco>", "<|im_end|>", "<tool_call>", "a<|im_start|>b</s> <unk>"})
  void neverMakesAControlTokenOfText(String text) {
    assertThat(converted.encode(text)).doesNotContain(0, 1, 2, 500);
    assertThat(Arrays.stream(byteLevel.encode(text))).allMatch(id -> id < byteLevel.size());
    assertThat(decode(converted, converted.encode(text))).isEqualTo(text);
    assertThat(decode(byteLevel, byteLevel.encode(text))).isEqualTo(text);
  }

  @Test
  void doesNotMergeTextToAControlTokenThoughTheFileHasTheMerges() {
    TokenizerFiles tempting = TokenizerFiles.converted();
    ObjectNode vocab = (ObjectNode) tempting.content().at("/model/vocab");
    vocab.put("</", 600).put("s>", 601);
    for (String merge : List.of("< /", "s >", "</ s>")) {
      tempting.merges().add(merge);
    }

    assertThat(tempting.tokenizer().encode("</s>")).containsExactly(600, 601);
    ((ObjectNode) tempting.content().at("/added_tokens/2")).put("special", false);
    assertThat(tempting.tokenizer().encode("</s>"))
        .as("added, though not marked special")
        .containsExactly(600, 601);
    tempting.content().withArray("added_tokens").remove(2);
    assertThat(tempting.tokenizer().encode("</s>"))
        .as("the merges work: as long as a piece is not added, it is text")
        .containsExactly(2);
  }

  @Test
  void takesAWholeWordWithoutMergingWhereTheFileSaysSo() {
    TokenizerFiles file = TokenizerFiles.byteLevel();
    ((ObjectNode) file.content().at("/model/vocab")).put("\u0120zqzq", 5000);

    assertThat(file.tokenizer().encode(" zqzq")).hasSizeGreaterThan(1);
    assertThat(file.with("/model", "ignore_merges", "true").tokenizer().encode(" zqzq"))
        .containsExactly(5000);
  }

  @Test
  void cutsNothingOffThoughTheFileDoes() {
    Tokenizer cutting =
        TokenizerFiles.converted()
            .with(
                "truncation",
                "{\"direction\": \"Right\", \"max_length\": 4, \"strategy\": \"LongestFirst\","
                    + " \"stride\": 0}")
            .tokenizer();
    String text = "people ".repeat(5000);

    assertThat(decode(cutting, cutting.encode(text))).isEqualTo(text);
  }

  @Test
  void leavesControlAddedAndUnknownTokensOutOfTheText() {
    assertThat(converted.decode(List.of(0L, 1L, 2L, 500L, -1L, 1L << 40))).isEmpty();
    assertThat(byteLevel.decode(List.of(400L, 401L, 999L))).isEmpty();
  }

  @Test
  void replacesBytesThatAreNoCharacter() {
    assertThat(converted.decode(List.of(converted.encode("日")[0]))).isEqualTo("\ufffd");
    assertThat(byteLevel.decode(List.of(byteLevel.encode("日")[0]))).isEqualTo("\ufffd");
  }

  @Test
  void isReadWhereThereIsNoTokenizerModel(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("tokenizer.json"), TokenizerFiles.byteLevel().content().toString());

    assertThat(Tokenizer.read(directory).encode(" the")).isEqualTo(byteLevel.encode(" the"));
  }

  private static String decode(Tokenizer tokenizer, long[] ids) {
    return tokenizer.decode(Arrays.stream(ids).boxed().toList());
  }
}
