package dev.vocostream.job.cli.plot;

import static dev.vocostream.job.cli.TrainingSteps.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.job.cli.plot.LinePlot.Line;
import dev.vocostream.job.cli.plot.TablePlot.Column;
import dev.vocostream.job.cli.plot.TablePlot.Form;
import dev.vocostream.model.training.record.TrainingLog;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingPlotsTest {
  /** Of the first line of a plot. */
  private static final int BLUE = 0x0072B2;

  private static final int ORANGE = 0xE69F00;

  @TempDir Path directory;
  private Path log;
  private Path png;

  @BeforeEach
  void chooseFiles() {
    log = directory.resolve("log.jsonl");
    png = directory.resolve("training.png");
  }

  @Test
  void drawsTheLossFallingFromTheLeftToTheRight() throws IOException {
    train(2_000, Map.of());

    TrainingPlots.write(log, png);

    BufferedImage drawn = ImageIO.read(png.toFile());
    assertThat(drawn.getWidth()).isEqualTo(Plot.WIDTH);
    assertThat(drawn.getHeight()).isEqualTo(Plot.HEIGHT);
    assertThat(rowOf(BLUE, drawn, 120)).isLessThan(rowOf(BLUE, drawn, 400) - 50);
    assertThat(rowOf(BLUE, drawn, 400)).isLessThan(rowOf(BLUE, drawn, 700));
  }

  @Test
  void drawsAccuracyBelowWhereThereIsAny() throws IOException {
    train(100, Map.of("colour", 0.9, "shape", 0.4));

    TrainingPlots.write(log, png);

    BufferedImage drawn = ImageIO.read(png.toFile());
    assertThat(drawn.getHeight()).isEqualTo(2 * Plot.HEIGHT);
    BufferedImage below = drawn.getSubimage(0, Plot.HEIGHT, Plot.WIDTH, Plot.HEIGHT);
    assertThat(rowOf(BLUE, below, 400)).isLessThan(rowOf(ORANGE, below, 400) - 100);
  }

  @Test
  void replacesAnEarlierPictureAndLeavesNothingBeside() throws IOException {
    train(10, Map.of());
    Files.writeString(png, "older");

    TrainingPlots.write(log, png);

    assertThat(ImageIO.read(png.toFile())).isNotNull();
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("log.jsonl", "training.png");
  }

  @Test
  void refusesALogWithoutALoss() throws IOException {
    Files.writeString(log, "{\"step\":1,\"stage\":\"tune\"}\n");

    assertThatThrownBy(() -> TrainingPlots.write(log, png))
        .isInstanceOf(IOException.class)
        .hasMessage(log + ": expected steps with a loss, found none");
    assertThat(png).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void drawsATableWithAGap(Form form) throws IOException {
    List<Column> columns =
        List.of(
            new Column("VoCo", new double[] {88, 93, 96}),
            new Column("average pool", new double[] {60, Double.NaN, 70}));

    PlotWriter.write(
        png,
        List.of(new TablePlot("Retention", "tokens", "%", List.of("1", "2", "4"), columns, form)));

    BufferedImage drawn = ImageIO.read(png.toFile());
    assertThat(count(BLUE, drawn)).isGreaterThan(count(ORANGE, drawn)).isGreaterThan(200);
    assertThat(count(ORANGE, drawn)).isGreaterThan(50);
  }

  @Test
  void refusesFiguresThatDoNotFitTogether() {
    List<Column> columns = List.of(new Column("VoCo", new double[] {88}));

    assertThatThrownBy(() -> new TablePlot("T", "x", "y", List.of("1", "2"), columns, Form.BARS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column VoCo: expected 2 values, found 1");
    assertThatThrownBy(() -> new Line("loss", new double[2], new double[3]))
        .hasMessage("line loss: expected as many values as places, found 3 and 2");
    assertThatThrownBy(() -> new LinePlot("T", "x", "y", List.of(nothing()), List.of(), List.of()))
        .hasMessage("T: expected a line, found no point");
  }

  private static Line nothing() {
    return new Line("loss", new double[] {1}, new double[] {Double.NaN});
  }

  private void train(int steps, Map<String, Double> accuracy) throws IOException {
    try (TrainingLog writing = TrainingLog.openAfter(log, 0)) {
      for (int i = 1; i <= steps; i++) {
        String stage = i <= steps / 2 ? "align" : "tune";
        writing.append(step(i, stage, 3 * Math.exp(-3.0 * i / steps), accuracy));
      }
    }
  }

  /** The uppermost row with the colour, in a column. */
  private static int rowOf(int colour, BufferedImage image, int column) {
    for (int y = 0; y < image.getHeight(); y++) {
      if ((image.getRGB(column, y) & 0xFFFFFF) == colour) {
        return y;
      }
    }
    throw new AssertionError("column %d has no %06x".formatted(column, colour));
  }

  private static long count(int colour, BufferedImage image) {
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .filter(i -> colourAt(image, i) == colour)
        .count();
  }

  private static int colourAt(BufferedImage image, int i) {
    return image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xFFFFFF;
  }
}
