package dev.vocostream.job.cli.plot;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.internal.chartpart.Chart;

/** Writes plots into one picture, one below the other. */
public final class PlotWriter {
  private PlotWriter() {}

  /**
   * Whoever looks at the file while it is written sees the one before it.
   *
   * @throws IOException naming the file, if it cannot be written or this machine has no fonts
   */
  public static void write(Path png, List<? extends Plot> plots) throws IOException {
    // before the first class of Java2D: otherwise it looks for a screen where DISPLAY is set
    System.setProperty("java.awt.headless", "true");
    Path building = png.resolveSibling("." + png.getFileName() + ".new");
    try {
      try (OutputStream out = Files.newOutputStream(building)) {
        draw(out, plots);
      }
      Files.move(building, png, StandardCopyOption.REPLACE_EXISTING);
    } catch (LinkageError | InternalError e) {
      throw new IOException(
          png + " cannot be drawn, Java finds no fonts (" + e + "): install fontconfig and a font",
          e);
    } finally {
      Files.deleteIfExists(building);
    }
  }

  private static void draw(OutputStream out, List<? extends Plot> plots) throws IOException {
    List<Chart<?, ?>> charts = new ArrayList<>();
    plots.forEach(plot -> charts.add(plot.draw()));
    BitmapEncoder.saveBitmap(charts, charts.size(), 1, out, BitmapFormat.PNG);
  }
}
