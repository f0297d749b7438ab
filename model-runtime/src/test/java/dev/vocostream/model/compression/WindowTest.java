package dev.vocostream.model.compression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Activations;
import dev.vocostream.model.DType;
import dev.vocostream.model.config.DecoderConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final DecoderConfig CONFIG =
      new DecoderConfig(4, 4, 2, 1, 1, 4, 1e-5, 10000, 64, 10, false, false, false);

  @Test
  void sharesAttentionAmongFramesByTheirTokens() {
    Window window = new Window(CONFIG, List.of(frame(2), frame(1), frame(3)));
    double[] columns = {1, 2, 3, 0, 2, 0, 100, 100}; // the last two are the question's own

    assertThat(window.tokens()).isEqualTo(6);
    assertThat(window.byFrame(columns)).containsExactly(3 / 8f, 3 / 8f, 2 / 8f);
  }

  @Test
  void sharesNothingInAnEmptyWindow() {
    assertThat(new Window(CONFIG, List.of()).byFrame(new double[] {1, 2})).isEmpty();
  }

  private static Activations frame(int tokens) {
    return new Activations(tokens, DType.FP16, new byte[tokens * 2 * 2 * 4 * 2]);
  }
}
