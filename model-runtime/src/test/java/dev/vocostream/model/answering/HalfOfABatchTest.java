package dev.vocostream.model.answering;

import static dev.vocostream.model.Checkpoints.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.Answering;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.FrameId;
import dev.vocostream.model.LoadedCheckpoint;
import dev.vocostream.model.ModelFigures;
import dev.vocostream.model.OverloadedException;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Prompt.Form;
import dev.vocostream.model.Reply;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.Window;
import dev.vocostream.model.Window.Frame;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Questions that come together, where the device has memory for some of them. */
class HalfOfABatchTest {
  private static final int FULL = 20;

  @Test
  void thoseThatThereWasRoomForAreAnsweredAndTheOthersToldSo() {
    LoadedCheckpoint checkpoint = LoadedCheckpoint.load(Checkpoints.tiny(), Compute.cpu());
    FullFrames tooLarge =
        new FullFrames(
            FULL,
            picture -> {
              throw new RuntimeException("DefaultCPUAllocator: can't allocate memory");
            });
    try (VocoLlama model = new VocoLlama(checkpoint, DType.FP32);
        HotFrames hot = new HotFrames(1 << 20);
        Answering answering =
            new ContinuousAnswering(
                checkpoint.answering(), hot, tooLarge, 1 << 20, new ModelFigures())) {
      Prompt prompt = new Prompt("Is the door open?", List.of(), Form.TEXT, 6);
      Window small = Window.of(model.compress(List.of(picture(1, 80, 96))));
      Frame frame = Frame.full(new FrameId(1, 1, FULL), FULL, picture(2, 80, 96));
      CompletableFuture<Reply> fits = ask(answering, prompt, small);
      CompletableFuture<Reply> doesNot = ask(answering, prompt, new Window(List.of(frame)));

      assertThatThrownBy(answering::step).isInstanceOf(OverloadedException.class);
      assertThat(fits).isNotDone();
      assertThatThrownBy(doesNot::join).hasCauseInstanceOf(OverloadedException.class);
      while (!answering.isIdle()) {
        answering.step();
      }
      assertThat(fits.join().text()).isEqualTo(model.answer(prompt, small.given()).text());
    }
  }

  private static CompletableFuture<Reply> ask(Answering answering, Prompt prompt, Window window) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    answering.ask(prompt, window, reply);
    return reply;
  }
}
