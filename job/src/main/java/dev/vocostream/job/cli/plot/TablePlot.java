package dev.vocostream.job.cli.plot;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A table as bars or lines: rows side by side at equal distances, such as 1, 2, 4, 8 tokens, and a
 * colour for each column.
 *
 * @param rows their names, left to right
 */
public record TablePlot(
    String title, String xTitle, String yTitle, List<String> rows, List<Column> columns, Form form)
    implements Plot {

  public enum Form {
    BARS,
    LINES
  }

  /** One value a row; NaN where there is none. */
  public record Column(String name, double[] values) {}

  public TablePlot {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    if (rows.isEmpty() || columns.isEmpty()) {
      throw new IllegalArgumentException("%s: expected a table, found none".formatted(title));
    }
    for (Column column : columns) {
      if (column.values.length != rows.size()) {
        throw new IllegalArgumentException(
            "column %s: expected %d values, found %d"
                .formatted(column.name, rows.size(), column.values.length));
      }
    }
  }

  @Override
  public CategoryChart draw() {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    PlotStyle.set(chart.getStyler());
    boolean bars = form == Form.BARS;
    chart
        .getStyler()
        .setOverlapped(!bars)
        .setDefaultSeriesRenderStyle(
            bars ? CategorySeriesRenderStyle.Bar : CategorySeriesRenderStyle.Line);
    for (Column column : columns) {
      chart
          .addSeries(column.name, rows, orNull(column.values))
          .setMarker(bars ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
    }
    return chart;
  }

  /** The library leaves a gap for null and draws nothing at all for NaN. */
  private static List<Double> orNull(double[] values) {
    return Arrays.stream(values)
        .mapToObj(value -> Double.isFinite(value) ? (Double) value : null)
        .collect(Collectors.toList());
  }
}
