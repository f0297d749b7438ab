package dev.vocostream.model.parity;

import static dev.vocostream.model.Vectors.difference;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.model.Activations;
import dev.vocostream.model.Goldens;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Vectors;
import dev.vocostream.model.answering.WindowLogits;
import dev.vocostream.model.answering.WindowLogits.Group;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the decoder says of remembered frames, beside one masked pass by Hugging Face. */
@ParameterizedClass
@MethodSource("dev.vocostream.model.parity.ParityCase#all")
class LogitsParityTest {
  private static final long PICTURE = -200;

  private final ParityCase checkpoint;

  LogitsParityTest(ParityCase checkpoint) {
    this.checkpoint = checkpoint;
  }

  @AfterAll
  static void writeTable() {
    Differences.write();
  }

  @Test
  void putsTheSameTokensAroundAFrameAndAQuestion() {
    var template = checkpoint.model.template;
    LongStream before = LongStream.of(template.beforeFrame());
    LongStream behind = LongStream.of(template.behindFrame(checkpoint.k()));
    LongStream frame = LongStream.concat(LongStream.concat(before, LongStream.of(PICTURE)), behind);

    assertThat(frame.toArray()).isEqualTo(Goldens.longs(checkpoint.golden.required("frame_ids")));
    assertThat(template.question(checkpoint.prompt())).isEqualTo(checkpoint.text());
  }

  @Test
  void readsAQuestionBehindItsFrameAsOnePassDoes() {
    GoldenTensor expected = checkpoint.tensor("logits");

    checkpoint.assertSameLogits("logits", expected, checkpoint.logits(checkpoint.frames(0)));
    checkpoint.assertDiffers(expected, checkpoint.logits(checkpoint.frames(1)));
  }

  @Test
  void readsItTokenByTokenToTheSame() {
    float[] logits =
        new WindowLogits(checkpoint.model).read(checkpoint.frames(0), checkpoint.text(), 1, 1);

    checkpoint.assertSameLogits("logits, token by token", checkpoint.tensor("logits"), logits);
  }

  @Test
  void computesTheSameInOneMaskedPass() {
    OnePass pass = new OnePass(checkpoint);
    GoldenTensor expected = checkpoint.tensor("logits");

    checkpoint.assertSameLogits("logits, one masked pass", expected, pass.logits(true));
    checkpoint.assertDiffers(expected, pass.logits(false));
  }

  @Test
  void readsAnotherFrameToOtherLogits() {
    float[] last = checkpoint.last(checkpoint.logits(checkpoint.frames(1)));

    checkpoint.assertSameLogits("logits, frame 1", checkpoint.tensor("logits_frame1"), last);
  }

  @Test
  void readsAQuestionWithoutAFrame() {
    GoldenTensor expected = checkpoint.tensor("logits_no_frame");
    float[] nothing = checkpoint.last(checkpoint.logits(List.of()));
    float[] something = checkpoint.last(checkpoint.logits(checkpoint.frames(0)));

    checkpoint.assertSameLogits("logits, no frame", expected, nothing);
    checkpoint.assertDiffers(expected, something);
  }

  @Test
  void readsAFrameThatWasThinned() {
    JsonNode golden = checkpoint.golden.required("elastic");
    if (checkpoint.k() == 1) {
      assertThat(golden.isNull()).as("one token cannot be thinned").isTrue();
      return;
    }
    GoldenTensor expected = new GoldenTensor(golden.required("logits"));
    Activations whole = checkpoint.frames(0).get(0);
    Activations thinned = whole.truncate(golden.required("k").asInt());

    float[] logits = checkpoint.last(checkpoint.logits(List.of(thinned)));

    checkpoint.assertSameLogits("logits, thinned frame", expected, logits);
    checkpoint.assertDiffers(expected, checkpoint.last(checkpoint.logits(List.of(whole))));
  }

  @Test
  void readsAWindowOfFramesOldestFirst() {
    JsonNode windows = checkpoint.golden.required("windows");
    assertThat(windows).hasSize(2);
    for (JsonNode window : windows) {
      GoldenTensor expected = new GoldenTensor(window.required("logits"));
      List<Activations> frames =
          new ArrayList<>(checkpoint.frames(numbers(window.required("frames"))));

      float[] logits = checkpoint.last(checkpoint.logits(frames));

      checkpoint.assertSameLogits("logits, %d frames".formatted(frames.size()), expected, logits);
      Collections.reverse(frames);
      checkpoint.assertDiffers(expected, checkpoint.last(checkpoint.logits(frames)));
    }
  }

  @Test
  void readsQuestionsOfDifferentLengthsTogetherAsAPaddedBatch() {
    JsonNode padded = checkpoint.golden.required("padded");
    List<Prompt> prompts = new ArrayList<>();
    for (JsonNode question : padded.required("questions")) {
      prompts.add(ParityCase.prompt(question.asText()));
    }
    for (int i = 0; i < prompts.size(); i++) {
      assertThat(checkpoint.model.template.question(prompts.get(i)))
          .isEqualTo(Goldens.longs(padded.required("text_ids").required(i)));
    }

    float[] logits = readTogether(List.of(new Group(checkpoint.frames(0), prompts)));

    GoldenTensor expected = new GoldenTensor(padded.required("logits"));
    checkpoint.assertSameLogits("logits, three questions", expected, logits);
    Collections.reverse(prompts);
    checkpoint.assertDiffers(
        expected, readTogether(List.of(new Group(checkpoint.frames(0), prompts))));
  }

  @Test
  void readsEightQuestionsOnOneAndOnDifferentWindowsAsEachAlone() {
    List<Activations> frames = checkpoint.frames(0, 1, 2);
    List<Prompt> prompts =
        IntStream.range(0, 8)
            .mapToObj(
                i -> ParityCase.prompt("Is it red? ".repeat(i) + checkpoint.prompt().question()))
            .toList();
    List<Group> eachAlone =
        IntStream.range(0, 8)
            .mapToObj(i -> new Group(frames.subList(i % 3, 3), List.of(prompts.get(i))))
            .toList();

    float[] onOne = readTogether(List.of(new Group(frames, prompts)));
    float[] onDifferent = readTogether(eachAlone);

    for (int i = 0; i < 8; i++) {
      Group alone = new Group(frames, List.of(prompts.get(i)));
      assertRow(i, onOne, readTogether(List.of(alone)));
      assertRow(i, onDifferent, readTogether(List.of(eachAlone.get(i))));
    }
  }

  private void assertRow(int row, float[] together, float[] alone) {
    assertThat(difference(Vectors.row(together, row, checkpoint.vocab()), alone)).isLessThan(1e-4);
  }

  @Test
  void readsWhatIsLeftOfAWindowExactlyAsIfTheRestHadNeverBeen() {
    List<Activations> remembered = checkpoint.frames(0, 1, 2);

    float[] evicted = checkpoint.logits(remembered.subList(1, 3));

    assertThat(evicted).isEqualTo(checkpoint.logits(checkpoint.frames(1, 2)));
    float[] before = checkpoint.last(checkpoint.logits(remembered));
    assertThat(difference(checkpoint.last(evicted), before)).isGreaterThan(0.05);
  }

  private float[] readTogether(List<Group> groups) {
    return new WindowLogits(checkpoint.model).readTogether(groups);
  }

  private static int[] numbers(JsonNode frames) {
    return LongStream.of(Goldens.longs(frames)).mapToInt(Math::toIntExact).toArray();
  }
}
