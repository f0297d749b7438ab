package dev.vocostream.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.config.PromptConfig;
import dev.vocostream.model.config.TokenConfig;
import dev.vocostream.model.config.VocoLlamaConfig;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTemplateTest {
  private final VocoLlamaConfig config = VocoLlamaConfig.read(Checkpoints.tiny());
  private final Tokenizer tokenizer = Tokenizer.read(Checkpoints.tiny());
  private final TokenConfig tokens = config.tokens();
  private final PromptTemplate template =
      new PromptTemplate(tokenizer, tokens, new PromptConfig("Be brief.", true));

  @Test
  void putsSeparatorAndVocoTokensBehindTheFrame() {
    long newline = 3 + '\n';
    long space = tokenizer.encode(" ")[0];

    assertThat(template.beforeFrame()).containsExactly(tokens.bos());
    assertThat(template.behindFrame(3))
        .containsExactly(space, newline, tokens.voco(), tokens.voco(), tokens.voco());
  }

  @Test
  void endsEarlierAnswersWithTheEndTokenAndNoBlank() {
    Prompt prompt =
        new Prompt("And now?", List.of(new Prompt.Turn("Who?", "Bob.")), Prompt.Form.TEXT, 1);

    long[] ids = template.question(prompt);

    int end = indexOf(ids, tokens.eos());
    assertThat(decode(Arrays.copyOfRange(ids, 0, end)))
        .isEqualTo("\nBe brief. USER: Who? ASSISTANT: Bob.");
    assertThat(decode(Arrays.copyOfRange(ids, end + 1, ids.length)))
        .isEqualTo("USER: And now? ASSISTANT:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"</s>", "<s>", "<voco>", "<unk>", "<0x0A>", "a <voco></s> b"})
  void treatsControlTokensInAQuestionAsPlainText(String question) {
    long[] ids = template.question(prompt(question));

    assertThat(ids).doesNotContain(0, tokens.bos(), tokens.eos(), tokens.voco());
    assertThat(decode(ids)).contains(question);
  }

  @Test
  void sharesTheHeadBetweenQuestionsAndTurns() {
    List<Prompt.Turn> turns =
        List.of(new Prompt.Turn("Who?", "Bob."), new Prompt.Turn("Where?", "Here."));
    for (List<Prompt.Turn> earlier : List.of(turns, turns.subList(0, 1), List.<Prompt.Turn>of())) {
      Prompt prompt = new Prompt("And now?", earlier, Prompt.Form.TEXT, 1);

      long[] head = template.head();
      long[] tail = template.tail(prompt);

      assertThat(decode(head)).isEqualTo("\nBe brief. USER:");
      assertThat(LongStream.concat(Arrays.stream(head), Arrays.stream(tail)).toArray())
          .isEqualTo(template.question(prompt));
    }
  }

  @Test
  void givesAStartTokenOnlyToModelsThatHaveOne() {
    TokenConfig without = new TokenConfig(TokenConfig.NONE, List.of(2), tokens.voco(), 2);

    assertThat(new PromptTemplate(tokenizer, without, config.prompt()).beforeFrame()).isEmpty();
  }

  @Test
  void refusesAControlTokenThatCouldBeWritten() {
    int text = (int) tokenizer.encode(" ")[0];
    TokenConfig writable = new TokenConfig(tokens.bos(), List.of(2), text, 2);

    assertThatThrownBy(() -> new PromptTemplate(tokenizer, writable, config.prompt()))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("<voco> must be a control token, was " + text + ", the text ' '");
  }

  @Test
  void cutsNothingOffALongQuestion() {
    String question = "people ".repeat(5000).strip();

    assertThat(decode(template.tail(prompt(question)))).isEqualTo(" " + question + " ASSISTANT:");
  }

  @Test
  void dropsNewlinesInsideTheConversationButNotTheOneBeforeIt() {
    assertThat(decode(template.question(prompt("car?\nAnswer\r\nbriefly."))))
        .isEqualTo("\nBe brief. USER: car?Answerbriefly. ASSISTANT:");
  }

  @Test
  void keepsNewlinesIfTheCheckpointWantsThem() {
    PromptTemplate keeping =
        new PromptTemplate(tokenizer, tokens, new PromptConfig("Be brief.", false));

    assertThat(decode(keeping.question(prompt("car?\nAnswer"))))
        .isEqualTo("\nBe brief. USER: car?\nAnswer ASSISTANT:");
  }

  @Test
  void removesInvisibleAndControlCharactersFromWhatIsTyped() {
    assertThat(UserText.clean("  a\u200bb\u202ec\ufeffd\u0007e\tf\u0000\u2028g\ud800 "))
        .isEqualTo("abcde fg\ufffd");
  }

  @Test
  void composesWhatIsTyped() {
    assertThat(UserText.clean("Zu\u0308rich")).isEqualTo("Zürich");
  }

  private static Prompt prompt(String question) {
    return new Prompt(question, List.of(), Prompt.Form.TEXT, 1);
  }

  private String decode(long[] ids) {
    return tokenizer.decode(Arrays.stream(ids).boxed().toList());
  }

  private static int indexOf(long[] ids, long id) {
    return Arrays.stream(ids).boxed().toList().indexOf(id);
  }
}
