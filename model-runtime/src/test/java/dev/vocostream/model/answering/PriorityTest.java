package dev.vocostream.model.answering;

import static dev.vocostream.model.Checkpoints.picture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Answering;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.DType;
import dev.vocostream.model.Priority;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Reply;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.Window;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Monitors are many and patient. */
class PriorityTest {
  private static final Prompt MONITOR =
      new Prompt("Is the door open now?", List.of(), Prompt.Form.YES_NO, 1);
  private static final Prompt QUESTION =
      new Prompt("What is in front of the camera?", List.of(), Prompt.Form.TEXT, 1);

  @Test
  void aQuestionIsReadBeforeMonitorsThatCameEarlier() {
    try (VocoLlama model = VocoLlama.load(Checkpoints.tiny(), DType.FP32);
        Answering answering = model.answering()) {
      List<Activations> frames = model.compress(List.of(picture(1, 96, 96)));
      List<CompletableFuture<Reply>> monitors =
          Stream.generate(CompletableFuture<Reply>::new).limit(600).toList();
      monitors.forEach(m -> answering.ask(MONITOR, Window.of(frames), Priority.MONITOR, m));
      answering.step();
      CompletableFuture<Reply> question = new CompletableFuture<>();
      answering.ask(QUESTION, frames, question);

      answering.step();

      assertThat(question).isDone();
      assertThat(monitors.get(599)).as("more than two passes hold").isNotDone();
      while (!answering.isIdle()) {
        answering.step();
      }
      assertThat(monitors).allMatch(CompletableFuture::isDone);
    }
  }
}
