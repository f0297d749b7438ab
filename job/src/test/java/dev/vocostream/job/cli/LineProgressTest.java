package dev.vocostream.job.cli;

import static dev.vocostream.job.cli.TrainingSteps.step;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineProgressTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private long seconds = 1_000;
  private final LineProgress progress =
      new LineProgress(
          new PrintStream(written, true, StandardCharsets.UTF_8), () -> seconds * 1_000_000_000);

  @Test
  void tellsEveryHalfMinuteAndAtTheEnd() {
    progress.begin("tune", 100, 200);
    for (int i = 101; i <= 200; i++) {
      seconds++;
      progress.after(step(i, 2));
    }
    progress.close();

    assertThat(lines())
        .containsExactly(
            "tune: steps 101 to 200",
            "tune: step 130 of 200, loss 2.0000, 98.5/s, 1:02:05 left",
            "tune: step 160 of 200, loss 2.0000, 98.5/s, 1:02:05 left",
            "tune: step 190 of 200, loss 2.0000, 98.5/s, 1:02:05 left",
            "tune: step 200 of 200, loss 2.0000, 98.5/s, 1:02:05 left");
  }

  @Test
  void everyStageBeginsWithItsOwnLoss() {
    progress.begin("align", 0, 2);
    progress.after(step(1, "align", 4, Map.of()));
    progress.after(step(2, "align", 2, Map.of()));
    progress.begin("tune", 2, 3);
    progress.after(step(3, 1));
    progress.close();

    assertThat(lines())
        .containsExactly(
            "align: steps 1 to 2",
            "align: step 2 of 2, loss 3.0000, 98.5/s, 1:02:05 left",
            "tune: steps 3 to 3",
            "tune: step 3 of 3, loss 1.0000, 98.5/s, 1:02:05 left");
  }

  @Test
  void aNameFromARecipeCannotSteerTheTerminal() {
    progress.begin("a\u001b[2Jb", 0, 2);

    assertThat(lines()).containsExactly("a [2Jb: steps 1 to 2");
  }

  private String[] lines() {
    return written.toString(StandardCharsets.UTF_8).split("\\R");
  }
}
