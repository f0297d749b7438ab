package dev.vocostream.model.answering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.DType;
import dev.vocostream.model.ModelParts;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Window;
import dev.vocostream.model.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The first question about a window reads the head with it; all others find it there. */
class HeadRowsTest {
  private static final Prompt PROMPT =
      new Prompt("Is the door open?", List.of(), Prompt.Form.TEXT, 1);

  private static ModelParts model;
  private static PromptReader reader;
  private static HotFrames none;
  private static List<Window.Frame> frames;

  @BeforeAll
  static void load() {
    model = new ModelParts(Checkpoints.tiny());
    none = new HotFrames(0);
    reader = new PromptReader(model.answering(model.tokenizer), none, FullFrames.NONE);
    List<Activations> compressed = new ArrayList<>();
    try (PointerScope scope = new PointerScope()) {
      for (int i = 0; i < 3; i++) {
        var pixels = model.pixels(Checkpoints.picture(i, 80, 80));
        compressed.addAll(model.codec.encode(model.memory.hold(pixels), DType.FP32));
      }
    }
    frames = Window.of(compressed).frames();
  }

  @AfterAll
  static void free() {
    none.close();
    model.close();
  }

  @Test
  void theFirstQuestionReadsWhatLaterOnesRead() {
    try (ReadableWindow window = reader.open(frames)) {
      float[] first = ask(window, words());
      assertThat(window.isHeadRead()).isTrue();
      assertSame(ask(window, words()), first);
    }
  }

  @Test
  void aPassThatFailedLeavesTheHeadToTheNextOne() {
    try (ReadableWindow window = reader.open(frames);
        ReadableWindow other = reader.open(frames)) {
      assertThatThrownBy(() -> ask(window, model.config.decoder().vocabSize()))
          .isInstanceOf(RuntimeException.class);
      assertThat(window.isHeadRead()).isFalse();
      assertSame(ask(window, words()), ask(other, words()));
    }
  }

  @Test
  void aWindowOfNoFramesHasItsHeadToo() {
    try (ReadableWindow window = reader.open(List.of())) {
      assertSame(ask(window, words()), ask(window, words()));
    }
  }

  @Test
  void moreHeadsThanOnePassTakesAreReadInSeveral() {
    int rows = words().length + model.template.head().length;
    int count = ContinuousAnswering.MAX_ROWS / rows + 2;
    List<Cohort> cohorts = new ArrayList<>();
    try (PointerScope scope = new PointerScope()) {
      for (int i = 0; i < count; i++) {
        ReadableWindow window = reader.open(frames.subList(0, i % 4));
        cohorts.add(new Cohort(model.decoder, window, List.of(asked(words()))));
      }
      Tensor logits = reader.readPrompts(cohorts);
      assertThat(logits.size(0)).isEqualTo(count);
      for (int i : new int[] {0, count - 2, count - 1}) {
        float[] alone = ask(cohorts.get(i).window(), words());
        assertSame(Tensors.toFloats(logits.select(0, i)), alone);
      }
    } finally {
      cohorts.forEach(Cohort::close);
      cohorts.forEach(cohort -> cohort.window().close());
    }
  }

  private static Conversation asked(long... words) {
    return new Conversation(PROMPT, new Window(List.of()), words, new CompletableFuture<>());
  }

  private static long[] words() {
    return model.template.tail(PROMPT);
  }

  /** Logits of the answer's first word. */
  private static float[] ask(ReadableWindow window, long... words) {
    try (PointerScope scope = new PointerScope();
        Cohort cohort = new Cohort(model.decoder, window, List.of(asked(words)))) {
      return Tensors.toFloats(reader.readPrompts(List.of(cohort)));
    }
  }

  private static void assertSame(float[] logits, float[] expected) {
    float largest = 0;
    for (float logit : expected) {
      largest = Math.max(largest, Math.abs(logit));
    }
    assertThat(logits).containsExactly(expected, within(1e-5f * largest));
  }
}
