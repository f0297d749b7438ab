package dev.vocostream.job.cli.plot;

import org.knowm.xchart.internal.chartpart.Chart;

/** One panel of a picture. */
public sealed interface Plot permits LinePlot, TablePlot {
  int WIDTH = 960;
  int HEIGHT = 480;

  Chart<?, ?> draw();
}
