package dev.vocostream.operators.decode;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/**
 * What the cameras of the demo see: coloured shapes before a still background. The same picture for
 * the same frame number, always; the last picture leads back to the first.
 */
public enum DemoScene {
  /** A blue square stands; a red circle crosses from left to right. */
  YARD {
    @Override
    void draw(Graphics2D graphics, double progress) {
      square(graphics, new Color(40, 80, 220), 235, 165, 50);
      if (progress > 0.1 && progress < 0.8) {
        circle(graphics, new Color(220, 40, 40), across(progress, 0.1, 0.8, -40, 360), 100, 56);
      }
    }
  },

  /** A green triangle comes in from the left, waits in the middle and leaves where it came from. */
  DOOR {
    @Override
    void draw(Graphics2D graphics, double progress) {
      if (progress > 0.25 && progress < 0.75) {
        double x = 150;
        if (progress < 0.4) {
          x = across(progress, 0.25, 0.4, -50, 150);
        } else if (progress > 0.6) {
          x = across(progress, 0.6, 0.75, 150, -50);
        }
        triangle(graphics, new Color(40, 180, 60), x, 130, 70);
      }
    }
  };

  public static final int WIDTH = 320;
  public static final int HEIGHT = 240;

  /** Pictures a second. */
  public static final int FPS = 10;

  /** Pictures of one scene: 12 seconds. */
  public static final int FRAMES = 120;

  /** Draws what moves; {@code progress} goes from 0 to 1 through the scene. */
  abstract void draw(Graphics2D graphics, double progress);

  /** The picture of a frame number, from 0. */
  public BufferedImage picture(int frame) {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    drawBackground(graphics);
    draw(graphics, (double) Math.floorMod(frame, FRAMES) / FRAMES);
    graphics.dispose();
    return picture;
  }

  /** Writes the scene as a clip; the ending says which kind, see {@link ClipWriter}. */
  public void write(Path file) throws IOException {
    try (ClipWriter clip = new ClipWriter(file, WIDTH, HEIGHT, FPS)) {
      for (int frame = 0; frame < FRAMES; frame++) {
        clip.add(picture(frame));
      }
    }
  }

  /** A wall, a floor and some texture, so that the pictures are not all one colour. */
  private void drawBackground(Graphics2D graphics) {
    graphics.setColor(new Color(205, 205, 195));
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.setColor(new Color(150, 150, 145));
    graphics.fillRect(0, HEIGHT * 3 / 4, WIDTH, HEIGHT / 4);
    Random texture = new Random(ordinal() + 1);
    graphics.setColor(new Color(190, 190, 182));
    for (int i = 0; i < 40; i++) {
      graphics.fillOval(texture.nextInt(WIDTH), texture.nextInt(HEIGHT * 3 / 4), 6, 3);
    }
  }

  private static double across(double at, double from, double to, double first, double last) {
    return first + (last - first) * (at - from) / (to - from);
  }

  private static void square(Graphics2D graphics, Color color, int x, int y, int side) {
    graphics.setColor(color);
    graphics.fillRect(x, y, side, side);
  }

  private static void circle(Graphics2D graphics, Color color, double x, int y, int across) {
    graphics.setColor(color);
    graphics.fillOval((int) Math.round(x) - across / 2, y - across / 2, across, across);
  }

  private static void triangle(Graphics2D graphics, Color color, double x, int y, int side) {
    int middle = (int) Math.round(x);
    graphics.setColor(color);
    graphics.fillPolygon(
        new Polygon(
            new int[] {middle, middle - side / 2, middle + side / 2},
            new int[] {y - side / 2, y + side / 2, y + side / 2},
            3));
  }
}
