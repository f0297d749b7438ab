package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Clips whose pictures carry their own number, so that a test can tell which ones came out. */
public final class SelfDescribingClip {
  public static final int WIDTH = 320;
  public static final int HEIGHT = 240;
  private static final int BITS = 10;

  private SelfDescribingClip() {}

  /** Writes pictures 0, 1, 2, ... */
  public static Path write(Path file, int frames, double fps) throws IOException {
    try (ClipWriter clip = new ClipWriter(file, WIDTH, HEIGHT, fps)) {
      for (int frame = 0; frame < frames; frame++) {
        clip.add(picture(frame));
      }
    }
    return file;
  }

  /** A copy that ends in the middle, as after a full disk or a killed copy. */
  public static Path cutOff(Path whole, Path copy, double part) throws IOException {
    byte[] bytes = Files.readAllBytes(whole);
    return Files.write(copy, java.util.Arrays.copyOf(bytes, (int) (bytes.length * part)));
  }

  /** A camera that plays a file. */
  public static CameraSettings camera(String id, Path file, double fps, Play play, Pace pace) {
    return new CameraSettings(
        id, file.toString(), fps, play, pace, Duration.ofMinutes(10), 1000, 1L << 20);
  }

  /** The top half is a bar for each bit, white for one; below, something moves. */
  public static BufferedImage picture(int number) {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = picture.createGraphics();
    int bar = WIDTH / BITS;
    for (int bit = 0; bit < BITS; bit++) {
      graphics.setColor((number >> bit & 1) == 1 ? Color.WHITE : Color.BLACK);
      graphics.fillRect(bit * bar, 0, bar, HEIGHT / 2);
    }
    graphics.setColor(new Color(200, 50, 50));
    graphics.fillRect(0, HEIGHT / 2, WIDTH / 2, HEIGHT / 2);
    graphics.setColor(new Color(32, 160, 64));
    graphics.fillRect(WIDTH / 2, HEIGHT / 2, WIDTH / 2, HEIGHT / 2);
    graphics.setColor(Color.YELLOW);
    graphics.fillOval(number * 7 % WIDTH, HEIGHT - 30, 20, 20);
    graphics.dispose();
    return picture;
  }

  /** The number in a decoded picture of any size. */
  public static int numberIn(int width, int height, byte[] rgb) {
    int number = 0;
    for (int bit = 0; bit < BITS; bit++) {
      int x = (2 * bit + 1) * width / (2 * BITS);
      if ((rgb[(height / 4 * width + x) * 3 + 1] & 0xff) > 128) {
        number |= 1 << bit;
      }
    }
    return number;
  }
}
