package dev.vocostream.model.world;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Random;

/**
 * What stands behind the things: a wall of a dull tone, flat or shaded, with stains, patches and
 * faint lines. Its contrast is low everywhere; no part of it comes near a colour that has a name.
 */
final class Backdrop {
  /** Grey, brown, blueish and greenish, as parts of the brightness. */
  private static final float[][] TONES = {
    {1, 1, 1}, {1.13f, 1, 0.8f}, {0.88f, 0.98f, 1.16f}, {0.92f, 1.08f, 0.9f}
  };

  private static final int STAINS = 9;

  private Backdrop() {}

  /** The same picture for the same seed; larger if {@code side} is. */
  static BufferedImage draw(long seed, int side) {
    Random random = new Random(seed);
    BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    paintWall(((DataBufferInt) picture.getRaster().getDataBuffer()).getData(), side, random);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.scale(side, side);
    int patches = random.nextInt(7);
    for (int i = 0; i < patches; i++) {
      patch(graphics, random);
    }
    int lines = random.nextInt(9);
    for (int i = 0; i < lines; i++) {
      line(graphics, random);
    }
    graphics.dispose();
    return picture;
  }

  private static void paintWall(int[] pixels, int side, Random random) {
    float[] tone = TONES[random.nextInt(TONES.length)];
    float level = 90 + 45 * random.nextFloat();
    boolean flat = random.nextBoolean();
    float across = flat ? 0 : 30 * (random.nextFloat() - 0.5f);
    float down = flat ? 0 : 30 * (random.nextFloat() - 0.5f);
    float[] stains = stains(random);
    for (int y = 0; y < side; y++) {
      float fromTop = (float) y / side;
      for (int x = 0; x < side; x++) {
        float fromLeft = (float) x / side;
        float value =
            level
                + across * (fromLeft - 0.5f)
                + down * (fromTop - 0.5f)
                + stain(stains, fromLeft, fromTop);
        pixels[y * side + x] =
            (int) (value * tone[0]) << 16 | (int) (value * tone[1]) << 8 | (int) (value * tone[2]);
      }
    }
  }

  private static float[] stains(Random random) {
    float strength = 10 * random.nextFloat();
    float[] stains = new float[(STAINS + 1) * (STAINS + 1)];
    for (int i = 0; i < stains.length; i++) {
      stains[i] = strength * (random.nextFloat() - 0.5f) * 2;
    }
    return stains;
  }

  /** Between the four stains around a point. */
  private static float stain(float[] stains, float fromLeft, float fromTop) {
    int column = (int) (fromLeft * STAINS);
    int row = (int) (fromTop * STAINS);
    float right = fromLeft * STAINS - column;
    float below = fromTop * STAINS - row;
    int at = row * (STAINS + 1) + column;
    float upper = stains[at] * (1 - right) + stains[at + 1] * right;
    float lower = stains[at + STAINS + 1] * (1 - right) + stains[at + STAINS + 2] * right;
    return upper * (1 - below) + lower * below;
  }

  private static void patch(Graphics2D graphics, Random random) {
    double width = 0.05 + 0.35 * random.nextDouble();
    double height = 0.05 + 0.35 * random.nextDouble();
    double x = random.nextDouble() - width / 2;
    double y = random.nextDouble() - height / 2;
    graphics.setColor(shade(random, 22));
    graphics.fill(
        random.nextBoolean()
            ? new Rectangle2D.Double(x, y, width, height)
            : new Ellipse2D.Double(x, y, width, height));
  }

  private static void line(Graphics2D graphics, Random random) {
    graphics.setStroke(new BasicStroke(0.004f + 0.008f * random.nextFloat()));
    graphics.setColor(shade(random, 40));
    graphics.draw(
        new Line2D.Double(
            random.nextDouble(), random.nextDouble(), random.nextDouble(), random.nextDouble()));
  }

  /** A little lighter or darker than what is there. */
  private static Color shade(Random random, int most) {
    int grey = random.nextBoolean() ? 0 : 220;
    return new Color(grey, grey, grey, 6 + random.nextInt(most - 6));
  }
}
