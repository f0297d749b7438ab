package dev.vocostream.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.tensor.Tensors;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class EchoRowsTest {
  private static final int ROWS = 5;
  private final EchoRows echo = new EchoRows(ROWS);

  /**
   * What each row says is its number, and 10 more in the second window; the last is a question's.
   */
  private float[] said(int frames, int k) {
    try (PointerScope scope = new PointerScope();
        Heads heads = new Heads("sum", 0, 1, () -> torch.ones(k, 1, 1))) {
      Tensor rows = torch.arange(new Scalar(ROWS + 1)).to(torch.ScalarType.Float);
      Tensor values =
          Tensors.cat(List.of(rows, rows.add(new Scalar(10))), 0).view(2, 1, ROWS + 1, 1);
      Heard heard = new Heard(List.of(values), null);
      return Tensors.toFloats(
          echo.say(heads, heard, frames, WindowForm.compressed(k)).get(0).detach());
    }
  }

  @Test
  void aFrameIsToldByTheRowsThatStandEquallyFarBehindItsOwn() {
    // window rows -4 .. -1, echoed by rows 1 .. 4
    assertThat(said(4, 1)).containsExactly(1, 2, 3, 4, 11, 12, 13, 14);
    assertThat(said(2, 2)).containsExactly(1 + 2, 3 + 4, 11 + 12, 13 + 14);
  }

  @Test
  void ofALongWindowTheNewestAreTold() {
    assertThat(said(8, 2)).containsExactly(1 + 2, 3 + 4, 11 + 12, 13 + 14);
    assertThat(echo.echoed(List.of(List.of("a", "b", "c"), List.of("d")), WindowForm.compressed(2)))
        .containsExactly("b", "c", "d");
  }
}
