package dev.vocostream.model.world;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.List;
import java.util.Random;

/** Takes the pictures of one scene, in its light, with the noise of its sensor. */
final class Camera {
  private static final int BACKDROP = 0;
  private static final int SETTING = 1;

  /** Of the line around a thing, as a part of its radius. */
  private static final double EDGE = 0.13;

  private static final float EDGE_SHADE = 0.6f;
  private static final double LEAST_NOISE = 0.5;
  private static final double MOST_NOISE = 5;

  // -- configuration
  private final long seed;
  private final Light light;
  private final float noise;

  // -- runtime
  private volatile BufferedImage backdrop;

  Camera(long seed) {
    this.seed = seed;
    Random random = Seeds.random(seed, SETTING);
    this.light = Light.draw(random);
    this.noise = (float) (LEAST_NOISE + (MOST_NOISE - LEAST_NOISE) * random.nextDouble());
  }

  BufferedImage take(List<Thing> things, double second, int side) {
    BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    int[] pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
    int[] behind = ((DataBufferInt) backdrop(side).getRaster().getDataBuffer()).getData();
    System.arraycopy(behind, 0, pixels, 0, pixels.length);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    for (Thing thing : things) {
      paint(graphics, thing, thing.track().at(second), side);
    }
    graphics.dispose();
    SensorNoise.add(pixels, light.gains(second), noise, noiseSeed(second));
    return picture;
  }

  private long noiseSeed(double second) {
    return Seeds.of(seed, Double.doubleToLongBits(second));
  }

  /** Scenes are drawn in one size, so the last one is enough. */
  private BufferedImage backdrop(int side) {
    BufferedImage last = backdrop;
    if (last == null || last.getWidth() != side) {
      last = Backdrop.draw(Seeds.of(seed, BACKDROP), side);
      backdrop = last;
    }
    return last;
  }

  private static void paint(Graphics2D graphics, Thing thing, Pose pose, int side) {
    double radius = thing.radius() * pose.scale() * side;
    if (radius < 0.5) {
      return;
    }
    // The line is drawn half outside what is filled: together they fill the box.
    double inner = radius * (1 - EDGE / 2);
    AffineTransform there = AffineTransform.getTranslateInstance(pose.x() * side, pose.y() * side);
    there.scale(inner, inner);
    java.awt.Shape outline = there.createTransformedShape(thing.outline());
    Color colour = new Color(thing.paint().rgb(pose.colour()));
    graphics.setColor(colour);
    graphics.fill(outline);
    graphics.setColor(edge(colour));
    graphics.setStroke(
        new BasicStroke((float) (radius * EDGE), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    graphics.draw(outline);
  }

  private static Color edge(Color colour) {
    return new Color(
        (int) (colour.getRed() * EDGE_SHADE),
        (int) (colour.getGreen() * EDGE_SHADE),
        (int) (colour.getBlue() * EDGE_SHADE));
  }
}
