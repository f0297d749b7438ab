package dev.vocostream.job.cli.plot;

import dev.vocostream.job.cli.plot.TablePlot.Column;
import dev.vocostream.job.cli.plot.TablePlot.Form;
import dev.vocostream.model.evaluation.world.WorldReport;
import dev.vocostream.model.world.BlindBound.Arms;
import dev.vocostream.model.world.QuestionType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How much is right of each type of question, beside who does not look: a panel for questions of
 * one picture, and one for those over time.
 */
public final class EvaluationPlot {
  private EvaluationPlot() {}

  /**
   * @throws IOException if the picture cannot be written
   */
  public static void write(WorldReport report, Path png) throws IOException {
    List<Plot> panels = new ArrayList<>();
    for (boolean temporal : new boolean[] {false, true}) {
      List<QuestionType> types =
          report.marks().byType().keySet().stream()
              .filter(type -> type.temporal() == temporal)
              .toList();
      if (!types.isEmpty()) {
        String title = temporal ? "Questions over time" : "Questions of one picture";
        panels.add(panel(title, types, report));
      }
    }
    PlotWriter.write(png, panels);
  }

  private static TablePlot panel(String title, List<QuestionType> types, WorldReport report) {
    return new TablePlot(
        title,
        "",
        "% right",
        types.stream().map(QuestionType::word).toList(),
        List.of(
            new Column(
                "the model",
                types.stream()
                    .mapToDouble(type -> 100 * report.marks().byType().get(type).accuracy())
                    .toArray()),
            column("commonest answer", types, report, Arms::commonest),
            column("without seeing", types, report, Arms::blind),
            column("last frame only", types, report, Arms::lastMoment)),
        Form.BARS);
  }

  private static Column column(
      String name, List<QuestionType> types, WorldReport report, ToDoubleFunction<Arms> arm) {
    return new Column(
        name,
        types.stream()
            .mapToDouble(
                type ->
                    report.arms(type).map(arms -> 100 * arm.applyAsDouble(arms)).orElse(Double.NaN))
            .toArray());
  }
}
