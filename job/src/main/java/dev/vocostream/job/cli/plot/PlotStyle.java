package dev.vocostream.job.cli.plot;

import java.awt.Color;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * One look for all plots. The first colours differ also for those who cannot tell red from green.
 */
final class PlotStyle {
  private static final Color[] COLOURS = {
    new Color(0x0072B2),
    new Color(0xE69F00),
    new Color(0x009E73),
    new Color(0xCC79A7),
    new Color(0x56B4E9),
    new Color(0xD55E00),
    new Color(0x7F7F7F),
    new Color(0x4B3F8F),
    new Color(0x8C6D1F),
    new Color(0x1F5F4A),
    new Color(0xA83250),
    new Color(0xB0B000)
  };

  private PlotStyle() {}

  static void set(AxesChartStyler style) {
    style.setSeriesColors(COLOURS);
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setLegendBorderColor(Color.WHITE);
    style.setLegendPosition(LegendPosition.OutsideE);
    style.setMarkerSize(6);
    style.setPlotGridLinesColor(new Color(0xDDDDDD));
    style.setXAxisTickMarkSpacingHint(90);
    style.setDecimalPattern("#,##0.###");
  }
}
