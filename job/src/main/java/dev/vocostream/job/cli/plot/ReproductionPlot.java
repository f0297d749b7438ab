package dev.vocostream.job.cli.plot;

import dev.vocostream.job.cli.plot.LinePlot.Line;
import dev.vocostream.model.training.ArmScores;
import dev.vocostream.model.training.Reproduction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** How retention grows with VoCo tokens: trained for each number, and one model cut short. */
public final class ReproductionPlot {
  private ReproductionPlot() {}

  /**
   * @throws IOException if the picture cannot be written
   */
  public static void write(ArmScores scores, Path png) throws IOException {
    List<Line> lines =
        List.of(
            line("trained for it", scores, "voco-"),
            line("one model, fewer when asked", scores, "elastic-"));
    PlotWriter.write(
        png,
        List.of(
            new LinePlot(
                "What a picture's VoCo tokens retain",
                "VoCo tokens",
                "% of what hiding the picture costs",
                lines,
                List.of(),
                List.of(0.0, 100.0))));
  }

  private static Line line(String name, ArmScores scores, String prefix) {
    int[] tokens = Reproduction.tokens();
    return new Line(
        name,
        Arrays.stream(tokens).asDoubleStream().toArray(),
        Arrays.stream(tokens).mapToDouble(k -> 100 * scores.retention(prefix + k)).toArray());
  }
}
