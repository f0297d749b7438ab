package dev.vocostream.job.cli.plot;

import dev.vocostream.job.cli.plot.LinePlot.Line;
import dev.vocostream.job.cli.plot.LinePlot.Mark;
import dev.vocostream.model.training.record.SmoothedFigure;
import dev.vocostream.model.training.record.TrainingLog;
import dev.vocostream.model.training.record.TrainingStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** What came of a training: its loss and, where it was evaluated, its accuracy, over the steps. */
public final class TrainingPlots {
  /** More points than a plot has pixels show nothing more. */
  private static final int MAX_POINTS = 800;

  private TrainingPlots() {}

  /**
   * Draws a log, which a training may still be writing.
   *
   * @throws IOException if the log cannot be read, has no loss in it, or the picture cannot be
   *     written
   */
  public static void write(Path log, Path png) throws IOException {
    List<TrainingStep> steps = TrainingLog.read(log);
    if (steps.stream().noneMatch(step -> Double.isFinite(step.loss()))) {
      throw new IOException(log + ": expected steps with a loss, found none");
    }
    List<Plot> plots = new ArrayList<>();
    plots.add(loss(steps));
    if (steps.stream().anyMatch(step -> !step.accuracy().isEmpty())) {
      plots.add(accuracy(steps));
    }
    PlotWriter.write(png, plots);
  }

  private static LinePlot loss(List<TrainingStep> steps) {
    List<Line> lines = new ArrayList<>();
    lines.add(smoothed("loss", steps, TrainingStep::loss));
    // without a teacher, the loss is the cross-entropy
    if (steps.stream().anyMatch(step -> Double.isFinite(step.divergence()))) {
      lines.add(smoothed("cross-entropy", steps, TrainingStep::crossEntropy));
      lines.add(smoothed("divergence", steps, TrainingStep::divergence));
    }
    return new LinePlot("Loss, smoothed", "step", "nats a token", lines, marks(steps), List.of());
  }

  /** Where stages begin. */
  private static List<Mark> marks(List<TrainingStep> steps) {
    List<Mark> marks = new ArrayList<>();
    String before = null;
    for (TrainingStep step : steps) {
      if (!step.stage().equals(before)) {
        marks.add(new Mark(step.stage(), step.step() - 1));
        before = step.stage();
      }
    }
    return marks;
  }

  private static LinePlot accuracy(List<TrainingStep> steps) {
    TreeSet<String> types = new TreeSet<>();
    steps.forEach(step -> types.addAll(step.accuracy().keySet()));
    List<Line> lines = types.stream().map(type -> accuracy(type, steps)).toList();
    return new LinePlot("Accuracy", "step", "% right", lines, List.of(), List.of(0.0, 100.0));
  }

  private static Line accuracy(String type, List<TrainingStep> steps) {
    List<TrainingStep> own =
        steps.stream().filter(step -> step.accuracy().containsKey(type)).toList();
    return new Line(
        type,
        own.stream().mapToDouble(TrainingStep::step).toArray(),
        own.stream().mapToDouble(step -> 100 * step.accuracy().get(type)).toArray());
  }

  private static Line smoothed(
      String name, List<TrainingStep> steps, ToDoubleFunction<TrainingStep> figure) {
    SmoothedFigure smooth = new SmoothedFigure();
    String stage = null;
    int every = (steps.size() + MAX_POINTS - 1) / MAX_POINTS;
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      if (!steps.get(i).stage().equals(stage)) {
        stage = steps.get(i).stage();
        smooth = new SmoothedFigure();
      }
      double value = smooth.add(figure.applyAsDouble(steps.get(i)));
      if (i % every == 0 || i == steps.size() - 1) {
        points.add(new double[] {steps.get(i).step(), value});
      }
    }
    return new Line(
        name,
        points.stream().mapToDouble(point -> point[0]).toArray(),
        points.stream().mapToDouble(point -> point[1]).toArray());
  }
}
