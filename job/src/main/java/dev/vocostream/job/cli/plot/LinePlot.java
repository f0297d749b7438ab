package dev.vocostream.job.cli.plot;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Lines over a number that counts from 0.
 *
 * @param lines those without a point are left out
 * @param marks places to tell apart, such as where a stage begins
 * @param yRange what the vertical axis shows, from and to; empty for what the lines need
 */
public record LinePlot(
    String title,
    String xTitle,
    String yTitle,
    List<Line> lines,
    List<Mark> marks,
    List<Double> yRange)
    implements Plot {
  private static final Color GREY = new Color(0x7F7F7F);

  /** A thin line from top to bottom, with its name on the right. */
  public record Mark(String name, double x) {}

  /** Points with a value that is not finite are left out. */
  public record Line(String name, double[] x, double[] y) {
    public Line {
      if (x.length != y.length) {
        throw new IllegalArgumentException(
            "line %s: expected as many values as places, found %d and %d"
                .formatted(name, y.length, x.length));
      }
    }

    Line finite() {
      int[] kept = IntStream.range(0, y.length).filter(i -> Double.isFinite(y[i])).toArray();
      return new Line(
          name,
          IntStream.of(kept).mapToDouble(i -> x[i]).toArray(),
          IntStream.of(kept).mapToDouble(i -> y[i]).toArray());
    }
  }

  public LinePlot {
    lines = lines.stream().map(Line::finite).filter(line -> line.x.length > 0).toList();
    marks = List.copyOf(marks);
    yRange = List.copyOf(yRange);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("%s: expected a line, found no point".formatted(title));
    }
  }

  @Override
  public XYChart draw() {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    PlotStyle.set(chart.getStyler());
    chart.getStyler().setXAxisMin(0.0);
    if (!yRange.isEmpty()) {
      chart.getStyler().setYAxisMin(yRange.get(0)).setYAxisMax(yRange.get(1));
    }
    for (Line line : lines) {
      XYSeries series = chart.addSeries(line.name, line.x, line.y);
      series.setLineStyle(SeriesLines.SOLID);
      series.setMarker(line.x.length > 50 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
    }
    marks.forEach(mark -> draw(mark, chart));
    return chart;
  }

  private void draw(Mark mark, XYChart chart) {
    chart.getStyler().setAnnotationLineColor(GREY).setAnnotationTextFontColor(GREY);
    chart.addAnnotation(new AnnotationLine(mark.x, true, false));
    // the library centres a text, and all its letters are equally wide
    String right = " ".repeat(mark.name.length() + 2) + mark.name;
    chart.addAnnotation(new AnnotationText(right, mark.x, top(), false));
  }

  private double top() {
    return yRange.isEmpty()
        ? lines.stream().flatMapToDouble(line -> Arrays.stream(line.y)).max().orElseThrow()
        : yRange.get(1);
  }
}
