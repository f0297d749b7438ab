package dev.vocostream.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.model.Goldens;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.config.PromptConfig;
import dev.vocostream.model.config.TokenConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same ids as SentencePiece and Hugging Face's tokenizers give, from one vocabulary in three
 * files: tests/python/parity.py writes them, and the prompts by the rules of LLaMA's tokenizer.
 */
class PromptParityTest {
  private static final int VOCO = 340;
  private static final long PICTURE = -200;
  private static final Path DIRECTORY =
      Path.of(URI.create(PromptParityTest.class.getResource("/parity/tokenizer").toString()));

  private final Tokenizer model = Tokenizer.read(DIRECTORY);
  private final Tokenizer json = json("tokenizer.json");
  private final Tokenizer olderJson = json("tokenizer-older.json");

  static Iterable<JsonNode> prompts() {
    return Goldens.parity("text.json").get("prompts");
  }

  static Iterable<JsonNode> texts() {
    return Goldens.parity("text.json").get("texts");
  }

  @ParameterizedTest
  @MethodSource("prompts")
  void assemblesAFrameAndAQuestionFromEveryFormOfTheVocabulary(JsonNode golden) {
    int k = golden.get("k").asInt();
    TokenConfig tokens = new TokenConfig(1, List.of(2), VOCO, k);
    PromptConfig words =
        new PromptConfig(golden.get("system").asText(), golden.get("strip_newlines").asBoolean());
    for (Tokenizer tokenizer : List.of(model, json, olderJson)) {
      PromptTemplate template = new PromptTemplate(tokenizer, tokens, words);

      long[] frame = join(template.beforeFrame(), new long[] {PICTURE}, template.behindFrame(k));
      long[] text = template.question(prompt(golden));

      assertThat(frame).as(name(golden)).isEqualTo(Goldens.longs(golden.get("frame_ids")));
      assertThat(text).as(name(golden)).isEqualTo(Goldens.longs(golden.get("text_ids")));
      assertThat(join(template.head(), template.tail(prompt(golden)))).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void addsNothingInFrontOfAText(JsonNode golden) {
    String text = golden.get("text").asText();
    long[] ids = Goldens.longs(golden.get("ids"));

    assertThat(model.encode(text)).isEqualTo(ids);
    assertThat(json.encode(text)).isEqualTo(ids);
    assertThat(olderJson.encode(text)).isEqualTo(ids);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void putsInFrontOfTheFirstPartWhatTheFileSays(JsonNode golden) {
    String text = golden.get("text").asText();

    assertThat(model.encodeFront(text)).isEqualTo(Goldens.longs(golden.get("front_ids")));
    assertThat(json.encodeFront(text)).isEqualTo(Goldens.longs(golden.get("json_ids")));
    assertThat(olderJson.encodeFront(text)).isEqualTo(Goldens.longs(golden.get("older_json_ids")));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void givesTheTextBack(JsonNode golden) {
    List<Long> ids = Arrays.stream(Goldens.longs(golden.get("ids"))).boxed().toList();
    String text = golden.get("text").asText().replace(SentencePieceModel.SPACE, " ");

    for (Tokenizer tokenizer : List.of(model, json, olderJson)) {
      assertThat(tokenizer.decode(ids)).isEqualTo(text);
      assertThat(tokenizer.size()).isEqualTo(VOCO);
    }
  }

  /** What a tokenizer that puts a space before every part would give must not pass for ours. */
  @Test
  void differsFromATokenizerThatPutsASpaceBehindTheVocoTokens() {
    JsonNode golden = prompts().iterator().next();
    long[] expected = Goldens.longs(golden.get("text_ids"));
    String begins = "\n" + golden.get("system").asText();

    long[] ours = model.encode(begins);
    long[] spaced = model.encodeFront(begins);

    assertThat(expected).startsWith(ours);
    assertThat(spaced).isEqualTo(join(model.encode(" "), ours));
  }

  private static Prompt prompt(JsonNode golden) {
    List<Prompt.Turn> turns = new ArrayList<>();
    for (JsonNode turn : golden.get("turns")) {
      turns.add(new Prompt.Turn(turn.get("question").asText(), turn.get("answer").asText()));
    }
    return new Prompt(golden.get("question").asText(), turns, Prompt.Form.TEXT, 1);
  }

  private static Tokenizer json(String name) {
    return new HuggingFaceTokenizer(TokenizerJson.read(DIRECTORY.resolve(name)));
  }

  private static String name(JsonNode golden) {
    return golden.get("name").asText();
  }

  private static long[] join(long[]... parts) {
    return Arrays.stream(parts).flatMapToLong(LongStream::of).toArray();
  }
}
