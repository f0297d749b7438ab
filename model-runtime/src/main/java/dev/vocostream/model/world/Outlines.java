package dev.vocostream.model.world;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** How shapes and colours are drawn: shapes around the origin, in a box of two by two. */
final class Outlines {
  private static final double ARM = 0.36; // half the width of a cross's arms
  private static final double NOTCH = 0.42; // how far a star's inner corners are out

  private Outlines() {}

  static java.awt.Shape of(Shape shape) {
    return switch (shape) {
      case CIRCLE -> new Ellipse2D.Double(-1, -1, 2, 2);
      case SQUARE -> new Rectangle2D.Double(-0.86, -0.86, 1.72, 1.72);
      case TRIANGLE -> polygon(0, -1, 0.98, 0.86, -0.98, 0.86);
      case STAR -> star();
      case CROSS ->
          polygon(
              -ARM, -1, ARM, -1, ARM, -ARM, 1, -ARM, 1, ARM, ARM, ARM, ARM, 1, -ARM, 1, -ARM, ARM,
              -1, ARM, -1, -ARM, -ARM, -ARM);
    };
  }

  private static java.awt.Shape star() {
    double[] corners = new double[20];
    for (int i = 0; i < 10; i++) {
      double out = i % 2 == 0 ? 1.08 : NOTCH;
      corners[2 * i] = out * Math.sin(i * Math.PI / 5);
      corners[2 * i + 1] = -out * Math.cos(i * Math.PI / 5) + 0.06;
    }
    return polygon(corners);
  }

  private static java.awt.Shape polygon(double... corners) {
    Path2D path = new Path2D.Double();
    path.moveTo(corners[0], corners[1]);
    for (int i = 2; i < corners.length; i += 2) {
      path.lineTo(corners[i], corners[i + 1]);
    }
    path.closePath();
    return path;
  }

  static Color paint(Colour colour) {
    return switch (colour) {
      case RED -> new Color(205, 40, 40);
      case ORANGE -> new Color(240, 135, 25);
      case YELLOW -> new Color(240, 222, 55);
      case GREEN -> new Color(45, 160, 65);
      case BLUE -> new Color(40, 80, 205);
      case PURPLE -> new Color(140, 55, 175);
      case WHITE -> new Color(242, 242, 242);
      case BLACK -> new Color(22, 22, 22);
    };
  }

  /** Of the same colour, but darker. */
  static Color edge(Color colour) {
    return new Color(
        colour.getRed() * 7 / 10, colour.getGreen() * 7 / 10, colour.getBlue() * 7 / 10);
  }
}
