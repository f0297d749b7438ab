package dev.vocostream.model;

import static dev.vocostream.model.Checkpoints.picture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.ModelFigures.Done;
import dev.vocostream.model.ModelFigures.Work;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** On a real model: what it says it did is what it was asked to do. */
class ModelFiguresTest {
  private static final Prompt QUESTION =
      new Prompt("What is in front of the camera?", List.of(), Prompt.Form.TEXT, 4);
  private static final Prompt YES_NO =
      new Prompt("Is the door open?", List.of(), Prompt.Form.YES_NO, 1);

  @Test
  void countsFramesQuestionsWordsAndHotWindows() {
    try (VocoLlama model = VocoLlama.load(Checkpoints.tiny(), DType.FP16);
        Answering answering = model.answering()) {
      ModelFigures figures = model.figures();
      List<Activations> window =
          model.compress(List.of(picture(1, 96, 96), picture(2, 96, 96), picture(3, 96, 96)));
      assertThat(figures.of(Work.COMPRESS).items()).isEqualTo(3);
      assertThat(figures.of(Work.COMPRESS).micros()).isPositive();

      Reply said = ask(answering, QUESTION, window);
      ask(answering, YES_NO, window);
      Done prefill = figures.of(Work.PREFILL);
      assertThat(prefill.items()).isEqualTo(2);
      assertThat(prefill.passes()).isEqualTo(2);
      // The first word comes with the prompt, and what ends an answer is no word of it.
      assertThat(figures.of(Work.DECODE).items())
          .isBetween(said.tokens() - 1L, (long) said.tokens());
      assertThat(figures.hotMisses()).isOne();
      assertThat(figures.hotHits()).isOne();
      assertThat(figures.hotBytes()).isPositive();
    }
  }

  private static Reply ask(Answering answering, Prompt prompt, List<Activations> window) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    answering.ask(prompt, window, reply);
    while (!reply.isDone()) {
      answering.step();
    }
    return reply.join();
  }
}
