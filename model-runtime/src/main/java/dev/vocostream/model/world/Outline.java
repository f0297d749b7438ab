package dev.vocostream.model.world;

import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.random.RandomGenerator;

/** The outlines of the shapes, upright or turned, in a box of side 2 around the origin. */
final class Outline {
  private static final double ARM = 0.34;
  private static final double STAR_INSIDE = 0.42;
  private static final int STAR_POINTS = 5;
  private static final int LOBE_CORNERS = 48;

  /** How far lobes stand out, as parts of the mean radius. */
  private static final double LEAST_LOBE = 0.15;

  private static final double LOBE = 0.25;

  private Outline() {}

  /** Fills the box in at least one direction, whatever the turn. */
  static java.awt.Shape of(Shape shape, double turn) {
    if (shape == Shape.CIRCLE) {
      return new Ellipse2D.Double(-1, -1, 2, 2);
    }
    return fitted(new Path2D.Double(upright(shape), AffineTransform.getRotateInstance(turn)));
  }

  /** One that no shape's name is for: two or three lobes of any width, anyhow turned. */
  static java.awt.Shape nameless(RandomGenerator random) {
    double two = LEAST_LOBE + LOBE * random.nextDouble();
    double three = LEAST_LOBE + LOBE * random.nextDouble();
    double turn = 2 * Math.PI * random.nextDouble();
    double[] corners = new double[2 * LOBE_CORNERS];
    for (int i = 0; i < LOBE_CORNERS; i++) {
      double angle = 2 * Math.PI * i / LOBE_CORNERS;
      double radius = 1 + two * Math.cos(2 * angle) + three * Math.cos(3 * angle + turn);
      corners[2 * i] = radius * Math.sin(angle + turn);
      corners[2 * i + 1] = -radius * Math.cos(angle + turn);
    }
    return fitted(polygon(corners));
  }

  private static Path2D fitted(Path2D path) {
    Rectangle2D box = path.getBounds2D();
    double scale = 2 / Math.max(box.getWidth(), box.getHeight());
    AffineTransform fit = AffineTransform.getScaleInstance(scale, scale);
    fit.translate(-box.getCenterX(), -box.getCenterY());
    path.transform(fit);
    return path;
  }

  private static Path2D upright(Shape shape) {
    return switch (shape) {
      case SQUARE -> polygon(-1, -1, 1, -1, 1, 1, -1, 1);
      case TRIANGLE -> polygon(0, -1, 1, 0.85, -1, 0.85);
      case CROSS ->
          polygon(
              -ARM, -1, ARM, -1, ARM, -ARM, 1, -ARM, 1, ARM, ARM, ARM, ARM, 1, -ARM, 1, -ARM, ARM,
              -1, ARM, -1, -ARM, -ARM, -ARM);
      case STAR -> star();
      case CIRCLE -> throw new IllegalArgumentException("a circle has no corners");
    };
  }

  private static Path2D star() {
    double[] corners = new double[4 * STAR_POINTS];
    for (int i = 0; i < 2 * STAR_POINTS; i++) {
      double angle = Math.PI * i / STAR_POINTS;
      double radius = i % 2 == 0 ? 1 : STAR_INSIDE;
      corners[2 * i] = radius * Math.sin(angle);
      corners[2 * i + 1] = -radius * Math.cos(angle);
    }
    return polygon(corners);
  }

  private static Path2D polygon(double... corners) {
    Path2D path = new Path2D.Double();
    path.moveTo(corners[0], corners[1]);
    for (int i = 2; i < corners.length; i += 2) {
      path.lineTo(corners[i], corners[i + 1]);
    }
    path.closePath();
    return path;
  }
}
