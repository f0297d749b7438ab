package dev.vocostream.tests.chaos;

import dev.vocostream.model.RgbImage;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/** Pictures as a model is shown them. */
final class Pictures {
  private Pictures() {}

  static RgbImage scaled(BufferedImage picture, int side) {
    BufferedImage small = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.drawImage(picture, 0, 0, side, side, null);
    graphics.dispose();
    byte[] rgb = new byte[side * side * 3];
    for (int i = 0; i < side * side; i++) {
      int pixel = small.getRGB(i % side, i / side);
      rgb[3 * i] = (byte) (pixel >> 16);
      rgb[3 * i + 1] = (byte) (pixel >> 8);
      rgb[3 * i + 2] = (byte) pixel;
    }
    return new RgbImage(side, side, rgb);
  }

  /** Nothing to be seen, as after a lost packet. */
  static RgbImage grey(int side) {
    byte[] rgb = new byte[side * side * 3];
    Arrays.fill(rgb, (byte) 120);
    return new RgbImage(side, side, rgb);
  }
}
