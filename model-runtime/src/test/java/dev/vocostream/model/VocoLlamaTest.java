package dev.vocostream.model;

import static dev.vocostream.model.Checkpoints.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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

    assertThat(reply.tokens()).isBetween(0, 16);
    assertThat(reply.probability()).isNull();
    assertThat(reply.attention()).hasSize(2);
    assertThat(reply.attention()[0] + reply.attention()[1]).isCloseTo(1f, within(1e-5f));
  }
}
