package dev.vocostream.model.answering;

import static dev.vocostream.model.Checkpoints.picture;
import static dev.vocostream.model.Vectors.difference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Answering;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.FrameId;
import dev.vocostream.model.LoadedCheckpoint;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Prompt.Form;
import dev.vocostream.model.Reply;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.Window;
import dev.vocostream.model.Window.Frame;
import dev.vocostream.model.training.FullReading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Windows whose newest frames are read in full, as training reads them. */
class FullFramesTest {
  private static final Prompt PROMPT = new Prompt("Is the door open?", List.of(), Form.YES_NO, 1);

  private static Path hybrid;

  private final List<RgbImage> pictures =
      IntStream.range(0, 5).mapToObj(i -> picture(i, 80, 96)).toList();
  private final LoadedCheckpoint checkpoint = LoadedCheckpoint.load(hybrid, Compute.cpu());
  private final VocoLlama model = new VocoLlama(checkpoint, DType.FP32);
  private final List<Activations> compressed = model.compress(pictures);

  @BeforeAll
  static void write() {
    hybrid = Checkpoints.hybrid();
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void givesTheLogitsThatTrainingComputes() {
    for (int full = 0; full <= pictures.size(); full++) {
      float[] ours =
          PromptLogits.of(checkpoint.answering(), checkpoint.fullFrames(), window(full), PROMPT);

      assertThat(difference(ours, FullReading.logits(hybrid, pictures, full, PROMPT)))
          .as("%d in full", full)
          .isLessThan(1e-4);
    }
  }

  @Test
  void sayMoreThanTheirVocoTokens() {
    float[] hidden =
        PromptLogits.of(checkpoint.answering(), checkpoint.fullFrames(), window(0), PROMPT);
    float[] seen =
        PromptLogits.of(checkpoint.answering(), checkpoint.fullFrames(), window(2), PROMPT);

    assertThat(difference(hidden, seen)).isGreaterThan(1e-3);
  }

  @Test
  void takeAllRowsOfStageOneAndShareEvidenceWithTheOthers() {
    assertThat(model.fullFrameTokens())
        .isEqualTo(
            checkpoint.config().vision().tokens()
                + checkpoint.answering().template().behindFrame(2).length);
    Reply reply = answer(window(2));
    assertThat(reply.attention()).hasSize(pictures.size());
    assertThat(IntStream.range(0, 5).mapToDouble(i -> reply.attention()[i]).sum())
        .isBetween(0.999, 1.001);
  }

  @Test
  void areEncodedOnceWhileTheyAreAtHand() {
    double first = answer(window(2)).probability();
    FrameId name = window(2).frames().get(4).id();
    try (var held = model.hold(List.of(name))) {
      assertThat(held.frame(name).tokens()).isEqualTo(model.fullFrameTokens());
      List<Frame> frames = new ArrayList<>(window(2).frames());
      frames.set(4, held.frame(name));
      assertThat(answer(new Window(frames)).probability()).isEqualTo(first);
    }
  }

  @Test
  void areRefusedByWeightsThatNeverSawThem() {
    try (VocoLlama plain = VocoLlama.load(Checkpoints.tiny(), DType.FP32);
        Answering answering = plain.answering()) {
      assertThat(plain.fullFrameTokens()).isZero();
      assertThatThrownBy(() -> answering.ask(PROMPT, window(1), new CompletableFuture<>()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("may not read frames in full");
    }
  }

  @Test
  void areRefusedWithAnotherNumberOfRows() {
    Frame wrong = Frame.full(new FrameId(1, 1, 3), 3, pictures.get(0));
    try (Answering answering = model.answering()) {
      assertThatThrownBy(
              () -> answering.ask(PROMPT, new Window(List.of(wrong)), new CompletableFuture<>()))
          .hasMessageContaining("positions, not 3");
    }
  }

  private Window window(int full) {
    List<Frame> frames = new ArrayList<>();
    int rows = model.fullFrameTokens();
    for (int i = 0; i < pictures.size(); i++) {
      boolean inFull = i >= pictures.size() - full;
      frames.add(
          inFull
              ? Frame.full(new FrameId(1, i, rows), rows, pictures.get(i))
              : Frame.given(new FrameId(1, i, 2), compressed.get(i)));
    }
    return new Window(frames);
  }

  private Reply answer(Window window) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    try (Answering answering = model.answering()) {
      answering.ask(PROMPT, window, reply);
      while (!reply.isDone()) {
        answering.step();
      }
    }
    return reply.join();
  }
}
