package dev.vocostream.model.training;

import dev.vocostream.model.RgbImage;
import java.util.random.RandomGenerator;

/**
 * A picture as a film without colours has it, one that is more or less sensitive to each: red is
 * dark on some and bright on others, so that no shade stands for a colour.
 */
final class GreyPicture {
  private GreyPicture() {}

  static RgbImage of(RgbImage picture, RandomGenerator random) {
    double red = random.nextExponential(); // evenly over all that add up to one
    double green = random.nextExponential();
    double blue = random.nextExponential();
    double all = red + green + blue;
    byte[] rgb = picture.rgb();
    byte[] grey = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i += 3) {
      double sum = red * (rgb[i] & 255) + green * (rgb[i + 1] & 255) + blue * (rgb[i + 2] & 255);
      grey[i] = grey[i + 1] = grey[i + 2] = (byte) Math.round(sum / all);
    }
    return new RgbImage(picture.width(), picture.height(), grey);
  }
}
