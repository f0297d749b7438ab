package dev.vocostream.job.benchmark;

import dev.vocostream.operators.decode.ClipWriter;
import dev.vocostream.operators.simulated.H264Clip;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * What a camera at a street sends: 1080p, 25 pictures a second, H.264 without B-frames, a textured
 * background that does not move, a dozen things that do, and the noise of a sensor in a part of it.
 */
final class BenchmarkClip {
  static final int WIDTH = 1920;
  static final int HEIGHT = 1080;
  static final int FPS = 25;
  private static final int THINGS = 12;
  private static final int NOISE_SIDE = 96;

  private final H264Clip clip;
  private final double mbitPerSecond;

  private BenchmarkClip(H264Clip clip, double mbitPerSecond) {
    this.clip = clip;
    this.mbitPerSecond = mbitPerSecond;
  }

  /**
   * Writes it, two key intervals long.
   *
   * @param keyEvery pictures from one key frame to the next
   */
  static BenchmarkClip write(Path directory, int keyEvery) throws IOException {
    Path file = directory.resolve("bench.h264");
    BufferedImage still = background(new Random(1));
    Random noise = new Random(2);
    int pictures = 2 * keyEvery;
    try (ClipWriter writer = new ClipWriter(file, WIDTH, HEIGHT, FPS, keyEvery)) {
      for (int picture = 0; picture < pictures; picture++) {
        writer.add(scene(still, picture / (double) pictures, noise));
      }
    }
    double mbit = Files.size(file) * 8.0 / pictures * FPS / 1e6;
    return new BenchmarkClip(H264Clip.read(file, FPS), mbit);
  }

  private static BufferedImage background(Random random) {
    BufferedImage still = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        double wave = Math.sin(x / 37.0) + Math.sin(y / 23.0 + x / 91.0) + Math.cos(y / 7.0);
        int grey = (int) (128 + 24 * wave + random.nextInt(9));
        still.setRGB(x, y, new Color(grey, grey * 15 / 16, grey * 7 / 8).getRGB());
      }
    }
    return still;
  }

  /**
   * @param at 0 to 1; at 1 all is where it was at 0
   */
  private static BufferedImage scene(BufferedImage still, double at, Random noise) {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = picture.createGraphics();
    graphics.drawImage(still, 0, 0, null);
    for (int thing = 0; thing < THINGS; thing++) {
      double angle = 2 * Math.PI * (at + thing / (double) THINGS);
      int x = (int) (WIDTH / 2 + (300 + 50 * thing) * Math.cos(angle));
      int y = (int) (HEIGHT / 2 + (100 + 30 * thing) * Math.sin(angle));
      graphics.setColor(Color.getHSBColor(thing / (float) THINGS, 0.7f, 0.8f));
      graphics.fillOval(x, y, 90, 140);
      graphics.setColor(Color.DARK_GRAY);
      graphics.drawLine(x, y, x + 90, y + 140);
    }
    graphics.dispose();
    for (int y = 0; y < NOISE_SIDE; y++) {
      for (int x = 0; x < NOISE_SIDE; x++) {
        picture.setRGB(x, y, noise.nextInt(1 << 24));
      }
    }
    return picture;
  }

  H264Clip clip() {
    return clip;
  }

  double mbitPerSecond() {
    return mbitPerSecond;
  }
}
