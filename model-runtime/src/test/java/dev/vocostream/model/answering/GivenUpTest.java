package dev.vocostream.model.answering;

import static dev.vocostream.model.Checkpoints.picture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Answering;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.DType;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Reply;
import dev.vocostream.model.VocoLlama;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Whoever asked may give up at any moment, also in the middle of a pass. */
class GivenUpTest {
  private static final Prompt FIRST =
      new Prompt("What is in front of the camera?", List.of(), Prompt.Form.TEXT, 6);
  private static final Prompt SECOND =
      new Prompt("Is the door open now?", List.of(), Prompt.Form.TEXT, 6);

  @Test
  void whoGivesUpWheneverItIsDoesNotDisturbTheOthers() {
    try (VocoLlama model = VocoLlama.load(Checkpoints.tiny(), DType.FP32);
        Answering answering = model.answering()) {
      List<Activations> frames = model.compress(List.of(picture(1, 96, 96)));
      String alone = model.answer(SECOND, frames).text();
      for (int looks = 1; looks < 40; looks++) {
        CompletableFuture<Reply> kept = new CompletableFuture<>();
        answering.ask(FIRST, frames, new GivesUpAfter(looks));
        answering.ask(SECOND, frames, kept);
        while (!answering.isIdle()) {
          answering.step();
        }

        assertThat(kept.join().text()).as("given up at look %d", looks).isEqualTo(alone);
      }
    }
  }

  /** Cancelled by somebody else between two looks at it. */
  private static final class GivesUpAfter extends CompletableFuture<Reply> {
    private int looks;

    GivesUpAfter(int looks) {
      this.looks = looks;
    }

    @Override
    public boolean isDone() {
      if (looks-- == 0) {
        cancel(false);
      }
      return super.isDone();
    }
  }
}
