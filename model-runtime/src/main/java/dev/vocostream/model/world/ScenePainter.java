package dev.vocostream.model.world;

import dev.vocostream.model.RgbImage;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws a scene: backdrop, clutter, things, light that drifts, noise of the sensor, and often the
 * traces of compression. All of it follows from one seed.
 */
final class ScenePainter {
  private static final int FAINT = 14; // most that clutter differs from the backdrop, of 255
  private static final double DRIFT = 0.12; // most that light gains or loses
  private static final double TINT = 0.05; // most that a channel gains or loses
  private static final double COMPRESSED = 0.5; // of all scenes

  private final long seed;
  private final double phase;
  private final double speed; // of the light, radians a second
  private final double[] tint = new double[3]; // blue, green, red
  private final double noise;
  private final float quality; // of compression; 0 for none
  private BufferedImage backdrop; // of the last side asked for; guarded by this

  ScenePainter(long seed) {
    this.seed = seed;
    SplittableRandom random = new SplittableRandom(seed);
    phase = random.nextDouble(2 * Math.PI);
    speed = random.nextDouble(0.1, 0.6);
    for (int c = 0; c < 3; c++) {
      tint[c] = 1 + random.nextDouble(-TINT, TINT);
    }
    noise = random.nextDouble(2, 9);
    quality = random.nextDouble() < COMPRESSED ? (float) random.nextDouble(0.3, 0.85) : 0;
  }

  BufferedImage draw(List<Actor> actors, double second, int side) {
    BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = picture.createGraphics();
    graphics.drawImage(backdrop(side), 0, 0, null);
    smooth(graphics);
    for (Actor actor : actors) {
      if (actor.isDrawn(second)) {
        draw(graphics, actor, second, side);
      }
    }
    graphics.dispose();
    light(((DataBufferByte) picture.getRaster().getDataBuffer()).getData(), second);
    return picture;
  }

  private static void smooth(Graphics2D graphics) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  private static void draw(Graphics2D graphics, Actor actor, double second, int side) {
    double radius = actor.before().radius() * side;
    AffineTransform place = new AffineTransform();
    place.translate(actor.xAt(second) * side, actor.yAt(second) * side);
    place.rotate(actor.before().tilt());
    place.scale(radius, radius);
    java.awt.Shape outline = place.createTransformedShape(Outlines.of(actor.before().shape()));
    Color colour = Outlines.paint(actor.colourAt(second));
    graphics.setColor(colour);
    graphics.fill(outline);
    graphics.setColor(Outlines.edge(colour));
    graphics.setStroke(new BasicStroke(Math.max(1, side / 128f)));
    graphics.draw(outline);
  }

  private synchronized BufferedImage backdrop(int side) {
    if (backdrop == null || backdrop.getWidth() != side) {
      backdrop = paintBackdrop(side);
    }
    return backdrop;
  }

  /** A tone in the middle that is none of the eight colours, with faint lines and patches. */
  private BufferedImage paintBackdrop(int side) {
    SplittableRandom random = new SplittableRandom(seed + 1);
    BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = picture.createGraphics();
    smooth(graphics);
    int grey = random.nextInt(95, 150);
    Color from = tone(random, grey, 18);
    Color to = tone(random, grey + random.nextInt(-20, 21), 18);
    graphics.setPaint(new GradientPaint(0, 0, from, (float) random.nextDouble(side), side, to));
    graphics.fillRect(0, 0, side, side);
    int clutter = random.nextInt(12);
    for (int i = 0; i < clutter; i++) {
      graphics.setColor(tone(random, grey + random.nextInt(-FAINT, FAINT + 1), FAINT));
      clutter(graphics, random, side);
    }
    graphics.dispose();
    return picture;
  }

  private static Color tone(SplittableRandom random, int grey, int apart) {
    int[] rgb = new int[3];
    for (int c = 0; c < 3; c++) {
      rgb[c] = Math.min(175, Math.max(75, grey + random.nextInt(-apart, apart + 1)));
    }
    return new Color(rgb[0], rgb[1], rgb[2]);
  }

  private static void clutter(Graphics2D graphics, SplittableRandom random, int side) {
    double x = random.nextDouble(side);
    double y = random.nextDouble(side);
    double size = random.nextDouble(0.05, 0.4) * side;
    switch (random.nextInt(3)) {
      case 0 -> {
        graphics.setStroke(new BasicStroke((float) random.nextDouble(1, 4)));
        graphics.draw(new Line2D.Double(x, y, random.nextDouble(side), random.nextDouble(side)));
      }
      case 1 -> graphics.fillRect((int) x, (int) y, (int) size, (int) (size * 0.6));
      default -> graphics.fill(new Ellipse2D.Double(x, y, size, size * 0.7));
    }
  }

  /** Light and noise, in place: blue, green, red of each pixel. */
  private void light(byte[] pixels, double second) {
    double gain = 1 + DRIFT * Math.sin(phase + speed * second);
    float[] factors = new float[3];
    for (int c = 0; c < 3; c++) {
      factors[c] = (float) (gain * tint[c]);
    }
    long state = seed ^ Double.doubleToLongBits(second + 1) * 0x9E3779B97F4A7C15L | 1;
    float scale = (float) (noise / 128);
    for (int i = 0; i < pixels.length; i++) {
      state ^= state << 13; // xorshift: a picture needs fifty thousand numbers
      state ^= state >>> 7;
      state ^= state << 17;
      int sum = (byte) state + (byte) (state >> 24); // of two, so that small values are likelier
      int value = Math.round((pixels[i] & 0xff) * factors[i % 3] + sum * 0.7f * scale);
      pixels[i] = (byte) Math.min(255, Math.max(0, value));
    }
  }

  /** The picture with traces of compression, if this camera's are compressed. */
  RgbImage compressed(BufferedImage picture, double second) {
    BufferedImage seen = quality == 0 ? picture : JpegTrace.leave(picture, quality);
    byte[] bgr = ((DataBufferByte) seen.getRaster().getDataBuffer()).getData();
    byte[] rgb = new byte[bgr.length];
    for (int i = 0; i < bgr.length; i += 3) {
      rgb[i] = bgr[i + 2];
      rgb[i + 1] = bgr[i + 1];
      rgb[i + 2] = bgr[i];
    }
    return new RgbImage(seen.getWidth(), seen.getHeight(), rgb);
  }
}
