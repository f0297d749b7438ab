package dev.vocostream.model.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.model.Activations;
import dev.vocostream.model.Answering;
import dev.vocostream.model.Goldens;
import dev.vocostream.model.ModelFigures;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Reply;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.answering.ContinuousAnswering;
import dev.vocostream.model.answering.FullFrames;
import dev.vocostream.model.answering.HotFrames;
import dev.vocostream.model.config.YesNoConfig;
import dev.vocostream.model.text.YesNoTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole model, picture and question in, words out, beside Hugging Face's. */
@ParameterizedClass
@MethodSource("dev.vocostream.model.parity.ParityCase#all")
class AnswerParityTest {
  private static final int TOKENS = 10;

  private final ParityCase checkpoint;
  private final VocoLlama whole;
  private final List<Activations> frames;

  AnswerParityTest(ParityCase checkpoint) {
    this.checkpoint = checkpoint;
    whole = checkpoint.whole();
    frames = whole.compress(IntStream.range(0, 3).mapToObj(checkpoint::picture).toList());
  }

  @Test
  void answersWithTheSameTokens() {
    assertAnswer(checkpoint.golden.required("answer"), frames.subList(0, 1));
    for (JsonNode window : checkpoint.golden.required("windows")) {
      assertAnswer(window.required("answer"), window(window));
    }
  }

  private void assertAnswer(JsonNode golden, List<Activations> window) {
    long[] expected = Goldens.longs(golden.required("ids"));
    assertThat(expected).hasSize(TOKENS);
    List<Long> ids = LongStream.of(expected).boxed().toList();

    assertThat(answerIds(window, checkpoint.prompt())).containsExactly(ids);
    Reply reply = whole.answer(checkpoint.prompt(), window);
    assertThat(reply.tokens()).isEqualTo(TOKENS);
    assertThat(reply.text()).isEqualTo(checkpoint.model.tokenizer.decode(ids).strip());
  }

  @Test
  void looksAtTheSameFrames() {
    for (JsonNode window : checkpoint.golden.required("windows")) {
      float[] expected = Goldens.floats(window.required("attention"));
      assertThat(expected).hasSameSizeAs(window(window));

      Reply reply = whole.answer(checkpoint.prompt(), window(window));

      assertThat(reply.attention()).containsExactly(expected, within(1e-4f));
      for (int i = 0; i < expected.length; i++) {
        double difference = Math.abs(reply.attention()[i] - expected[i]);
        Differences.note(checkpoint.toString(), "attention per frame", difference);
      }
    }
    Differences.write();
  }

  @Test
  void scoresYesAndNoTheSame() {
    JsonNode golden = checkpoint.golden.required("yes_no");
    assertThat(golden).hasSize(2);
    float[] logits = checkpoint.last(checkpoint.logits(checkpoint.frames(0)));
    for (JsonNode scored : golden) {
      YesNoConfig labels = new YesNoConfig(words(scored, "yes"), words(scored, "no"), 1, 0);
      YesNoTokens tokens = new YesNoTokens(checkpoint.model.tokenizer, labels);

      double difference = tokens.probabilityOfYes(logits) - probability(scored);

      assertThat(difference).isCloseTo(0, within(1e-4));
      Differences.note(checkpoint.toString(), "probability of yes", Math.abs(difference));
    }
    Differences.write();
  }

  @Test
  void scoresYesAndNoByEveryWordTheVocabularyHas() {
    Prompt prompt = new Prompt(checkpoint.prompt().question(), List.of(), Prompt.Form.YES_NO, 1);
    double expected = probability(checkpoint.golden.required("yes_no").required(1));

    Reply reply = whole.answer(prompt, frames.subList(0, 1));

    assertThat(reply.probability()).isCloseTo(expected, within(1e-4));
    assertThat(reply.text()).isEqualTo(expected >= 0.5 ? "yes" : "no");
    Reply other = whole.answer(prompt, frames.subList(1, 2));
    assertThat(other.probability()).isNotCloseTo(expected, within(1e-4));
  }

  @Test
  void beginsThreeAnswersTogetherAsAPaddedBatchDoes() {
    JsonNode padded = checkpoint.golden.required("padded");
    List<Prompt> prompts = new ArrayList<>();
    for (JsonNode question : padded.required("questions")) {
      prompts.add(ParityCase.prompt(question.asText()));
    }

    List<List<Long>> answers = answerIds(frames.subList(0, 1), prompts.toArray(Prompt[]::new));

    int[] expected = new GoldenTensor(padded.required("logits")).argmax();
    assertThat(answers.stream().mapToInt(ids -> ids.get(0).intValue()))
        .containsExactly(IntStream.of(expected).boxed().toArray(Integer[]::new));
  }

  /** The ids of the answers, in the order in which they were finished. */
  private List<List<Long>> answerIds(List<Activations> window, Prompt... prompts) {
    ListeningTokenizer listener = new ListeningTokenizer(checkpoint.model.tokenizer);
    try (Answering answering =
        new ContinuousAnswering(
            checkpoint.model.answering(listener),
            new HotFrames(0),
            FullFrames.NONE,
            0,
            new ModelFigures())) {
      for (Prompt prompt : prompts) {
        answering.ask(prompt, window, new CompletableFuture<>());
      }
      while (!answering.isIdle()) {
        answering.step();
      }
    }
    return listener.decoded();
  }

  private List<Activations> window(JsonNode window) {
    return LongStream.of(Goldens.longs(window.required("frames")))
        .mapToObj(number -> frames.get((int) number))
        .toList();
  }

  private List<String> words(JsonNode scored, String key) {
    long[] ids = Goldens.longs(scored.required(key));
    assertThat(ids).isNotEmpty();
    return LongStream.of(ids)
        .mapToObj(id -> checkpoint.model.tokenizer.decode(List.of(id)))
        .toList();
  }

  private static double probability(JsonNode scored) {
    return scored.required("probability").asDouble();
  }
}
