package dev.vocostream.job.cli;

import static dev.vocostream.job.cli.TrainingSteps.step;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarProgressTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Test
  void theLastThingDrawnIsTheLastStep() {
    BarProgress progress = bar(100);

    progress.begin("tune", 3_000, 12_000);
    progress.after(step(5_399, 0.5));
    progress.after(step(5_400, 0.25));
    progress.close();

    List<String> drawn = drawn();
    assertThat(drawn.get(drawn.size() - 1).strip())
        .matches(
            "tune +45% \\[=+ +\\] +5400/12000 \\(0:00:0\\d / 1:02:05\\) +loss 0\\.3750, 98\\.5/s");
    assertThat(written.toString(StandardCharsets.UTF_8)).endsWith(System.lineSeparator());
  }

  @Test
  void neverFillsTheLastColumn() {
    BarProgress progress = bar(80);

    progress.begin("video continue-training", 0, 12_000_000);
    progress.after(step(5_400_000, 0.25));
    progress.close();

    assertThat(drawn()).isNotEmpty().allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
  }

  @Test
  void everyStageHasALineOfItsOwn() {
    BarProgress progress = bar(100);

    progress.begin("align", 0, 10);
    progress.after(step(10, 1));
    progress.begin("tune", 10, 20);
    progress.after(step(20, 1));
    progress.close();

    String[] lines = written.toString(StandardCharsets.UTF_8).split(System.lineSeparator());
    assertThat(lines).hasSize(2);
    assertThat(lines[0]).contains("align 100%").contains("10/10").doesNotContain("tune");
    assertThat(lines[1]).contains("tune 100%").contains("20/20");
  }

  @Test
  void takesTheWidthFromColumnsWhereItIsANumber() {
    assertThat(TrainingScreen.width("132")).isEqualTo(132);
    assertThat(TrainingScreen.width(null)).isEqualTo(80);
    assertThat(TrainingScreen.width("wide")).isEqualTo(80);
    assertThat(TrainingScreen.width("0")).isEqualTo(80);
  }

  private BarProgress bar(int width) {
    return new BarProgress(new PrintStream(written, true, StandardCharsets.UTF_8), width);
  }

  private List<String> drawn() {
    return written
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
