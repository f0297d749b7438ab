package dev.vocostream.model;

import static dev.vocostream.model.Checkpoints.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.serving.CheckpointSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocoLlamaTest {
  private static final Prompt QUESTION =
      new Prompt("What is in front of the camera?", List.of(), Prompt.Form.TEXT, 16);
  private static final Prompt YES_NO =
      new Prompt("Is the door open?", List.of(), Prompt.Form.YES_NO, 1);

  private static VocoLlama model;

  @BeforeAll
  static void load() {
    model = VocoLlama.load(Checkpoints.tiny(), DType.FP16);
  }

  @AfterAll
  static void free() {
    model.close();
  }

  @Test
  void answersFromCompressedFrames() {
    List<Activations> window = model.compress(List.of(picture(1, 96, 96), picture(2, 160, 90)));

    Reply reply = model.answer(QUESTION, window);

    assertThat(reply.tokens()).isBetween(1, 16);
    assertThat(reply.text()).isNotBlank();
    assertThat(reply.probability()).isNull();
    assertThat(reply.attention()).hasSize(2);
    assertThat(reply.attention()[0] + reply.attention()[1]).isCloseTo(1f, within(1e-5f));
  }

  @Test
  void saysTheSameToTheSameQuestion() {
    List<Activations> window = model.compress(List.of(picture(1, 96, 96)));

    assertThat(model.answer(QUESTION, window))
        .usingRecursiveComparison()
        .isEqualTo(model.answer(QUESTION, window));
  }

  @Test
  void answersOtherwiseWhenItSawSomethingElse() {
    Reply one = model.answer(YES_NO, model.compress(List.of(picture(1, 96, 96))));
    Reply other = model.answer(YES_NO, model.compress(List.of(new RgbImage(8, 8, new byte[192]))));

    assertThat(one.probability()).isNotCloseTo(other.probability(), within(1e-3));
  }

  @Test
  void scoresYesAndNoWithoutGenerating() {
    Reply reply = model.answer(YES_NO, model.compress(List.of(picture(1, 96, 96))));

    assertThat(reply.probability()).isBetween(0.0, 1.0);
    assertThat(reply.text()).isEqualTo(reply.probability() >= 0.5 ? "yes" : "no");
    assertThat(reply.tokens()).isZero();
  }

  @Test
  void answersFromAnEmptyWindow() {
    Reply reply = model.answer(QUESTION, List.of());

    assertThat(reply.attention()).isEmpty();
    assertThat(reply.tokens()).isPositive();
  }

  @Test
  void compressesAFrameToTheSameInABatchAsAlone() {
    try (VocoLlama exact = VocoLlama.load(Checkpoints.tiny(), DType.FP32)) {
      List<RgbImage> frames = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        frames.add(picture(i, 60 + 10 * i, 80));
      }
      List<Activations> batch = exact.compress(frames);

      for (int i = 0; i < 8; i++) {
        Activations alone = exact.compress(List.of(frames.get(i))).get(0);
        assertThat(Vectors.difference(floats(batch.get(i)), floats(alone))).isLessThan(1e-4);
      }
    }
  }

  @Test
  void answersTheSameAfterFramesWereForgottenAsIfTheyHadNeverBeen() {
    List<RgbImage> frames = List.of(picture(1, 96, 96), picture(2, 96, 96), picture(3, 96, 96));
    List<Activations> remembered = model.compress(frames);
    List<Activations> fresh = model.compress(frames.subList(1, 3));

    assertThat(model.answer(QUESTION, remembered.subList(1, 3)).text())
        .isEqualTo(model.answer(QUESTION, fresh).text());
  }

  @Test
  void knowsTheOrderOfFrames() {
    List<Activations> window =
        new ArrayList<>(model.compress(List.of(picture(1, 96, 96), picture(2, 96, 96))));
    double inOrder = model.answer(YES_NO, window).probability();
    Collections.reverse(window);

    assertThat(model.answer(YES_NO, window).probability()).isNotCloseTo(inOrder, within(1e-4));
  }

  @Test
  void readsThinnedFramesBesideWholeOnes() {
    List<Activations> window = model.compress(List.of(picture(1, 96, 96), picture(2, 96, 96)));

    Reply reply = model.answer(QUESTION, List.of(window.get(0).truncate(1), window.get(1)));

    assertThat(reply.attention()).hasSize(2);
  }

  @Test
  void fillsItsContextToTheLastPosition() {
    int positions = model.windowPositions(QUESTION);
    Activations frame = model.compress(List.of(picture(1, 96, 96))).get(0).truncate(1);

    assertThat(model.answer(QUESTION, Collections.nCopies(positions, frame)).attention())
        .hasSize(positions);
    assertThatThrownBy(() -> model.answer(QUESTION, Collections.nCopies(positions + 1, frame)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the window's %d tokens do not fit", positions + 1)
        .hasMessageContaining("%d of the model's 2048 positions are left", positions);
  }

  @Test
  void leavesRoomForTheAnswerThatMayGrow() {
    Prompt longer = new Prompt(QUESTION.question(), List.of(), Prompt.Form.TEXT, 100);
    Prompt scored = new Prompt(QUESTION.question(), List.of(), Prompt.Form.YES_NO, 100);

    int positions = model.windowPositions(QUESTION);
    assertThat(model.windowPositions(longer)).isEqualTo(positions + 16 - 100);
    assertThat(model.windowPositions(scored)).isEqualTo(positions + 16);
  }

  @Test
  void refusesAPromptThatDoesNotFitEvenAlone() {
    Prompt novel = new Prompt("door ".repeat(3000), List.of(), Prompt.Form.TEXT, 16);

    assertThat(model.windowPositions(novel)).isZero();
    assertThatThrownBy(() -> model.answer(novel, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesActivationsOfAnotherModel() {
    Activations foreign = new Activations(2, DType.FP16, new byte[12]);

    assertThatThrownBy(() -> model.answer(QUESTION, List.of(foreign)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("frame 0 of the window must have 2048 bytes for 2 tokens of FP16");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "5000, 1", "1, 4000", "640, 360"})
  void acceptsAPictureOfAnySize(int width, int height) {
    Activations frame = model.compress(List.of(picture(1, width, height))).get(0);

    assertThat(frame.tokens()).isEqualTo(2);
    assertThat(frame.bytes()).hasSize(model.description().bytesPerFrame());
  }

  @Test
  void describesItselfAsItsSourceDoesWithoutLoading() {
    CheckpointSource source = new CheckpointSource(Checkpoints.tiny().toString(), DType.FP16);

    assertThat(source.describe()).isEqualTo(model.description());
    assertThat(model.description().trained()).isFalse();
    assertThat(model.description().name()).isEqualTo("voco-tiny-untrained");
  }

  @Test
  void sourcesThatDifferInWhatIsComputedWithAreDifferentModels() {
    String directory = Checkpoints.tiny().toString();
    CheckpointSource plain = new CheckpointSource(directory, DType.FP16);

    assertThat(plain.compute()).isEqualTo(Compute.cpu());
    assertThat(
            Stream.of(
                    plain,
                    new CheckpointSource(directory, DType.INT8),
                    new CheckpointSource(directory, DType.FP16, new Compute("cuda", DType.FP32, 1)),
                    new CheckpointSource(directory, DType.FP16, new Compute("cpu", DType.BF16, 1)),
                    new CheckpointSource(directory, DType.FP16, new Compute("cpu", DType.BF16, 2)))
                .map(CheckpointSource::key))
        .doesNotHaveDuplicates();
    assertThat(new CheckpointSource(directory + "/../model", DType.FP16).key())
        .isEqualTo(plain.key());
  }

  @Test
  void leavesNoNativeMemoryBehindACall() {
    List<Activations> window = model.compress(List.of(picture(1, 96, 96)));
    model.answer(QUESTION, window);
    long before = Pointer.totalCount();

    for (int i = 0; i < 3; i++) {
      model.answer(QUESTION, model.compress(List.of(picture(1, 96, 96))));
    }

    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
  }

  private static float[] floats(Activations frame) {
    float[] values = new float[frame.bytes().length / 4];
    ByteBuffer.wrap(frame.bytes()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
