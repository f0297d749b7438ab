package dev.vocostream.model.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Activations;
import dev.vocostream.model.compression.AveragePool;
import dev.vocostream.model.compression.FullFrame;
import dev.vocostream.model.compression.MemoryMode;
import dev.vocostream.model.compression.ReEncoded;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What else could be remembered of a frame, beside one masked pass by Hugging Face. */
@ParameterizedClass
@MethodSource("dev.vocostream.model.parity.ParityCase#all")
class MemoryModeParityTest {
  private final ParityCase checkpoint;

  MemoryModeParityTest(ParityCase checkpoint) {
    this.checkpoint = checkpoint;
  }

  @AfterAll
  static void writeTable() {
    Differences.write();
  }

  @Test
  void readsAFrameThatStayedWhole() {
    MemoryMode withVoco = full(checkpoint.k());

    checkpoint.assertSameLogits(
        "logits, full frame", checkpoint.tensor("full_cache"), last(withVoco));
    checkpoint.assertDiffers(checkpoint.tensor("full_cache"), last(checkpoint.model.memory));
  }

  @Test
  void readsAFrameThatStayedWholeWithoutVocoTokens() {
    GoldenTensor expected = checkpoint.tensor("full_cache_no_voco");

    checkpoint.assertSameLogits("logits, full frame without VoCo", expected, last(full(0)));
    checkpoint.assertDiffers(expected, last(full(checkpoint.k())));
  }

  @Test
  void readsTheMeanOfAFrameFromTextThatStandsRightBehindIt() {
    MemoryMode pool = new AveragePool(checkpoint.model.sight, checkpoint.model.encoder);
    float[] logits = last(pool);

    assertThat(checkpoint.frames(pool, 0).get(0).tokens()).isEqualTo(1);
    checkpoint.assertSameLogits("logits, average pool", checkpoint.tensor("average_pool"), logits);
    // the other numbering, with the place of the separator between them
    checkpoint.assertDiffers(checkpoint.tensor("average_pool_apart"), logits);
  }

  @Test
  void readsWhatIsEncodedAnewExactlyAsWhatWasKept() {
    for (MemoryMode mode : List.of(checkpoint.model.memory, full(checkpoint.k()))) {
      List<Activations> kept = checkpoint.frames(mode, 0);
      List<Activations> anew = checkpoint.frames(new ReEncoded(mode), 0);

      assertThat(anew.get(0).bytes()).isEqualTo(kept.get(0).bytes());
      assertThat(anew.get(0).tokens()).isEqualTo(kept.get(0).tokens());
    }
  }

  private MemoryMode full(int k) {
    return new FullFrame(checkpoint.model.sight, checkpoint.model.encoder, k);
  }

  private float[] last(MemoryMode mode) {
    return checkpoint.last(checkpoint.logits(checkpoint.frames(mode, 0)));
  }
}
