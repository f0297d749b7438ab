package dev.vocostream.operators.simulated;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Pictures as JPEG at a constant rate, to be played over and over. */
public final class JpegClip {
  private final List<byte[]> pictures;
  private final double fps;

  private JpegClip(List<byte[]> pictures, double fps) {
    this.pictures = pictures;
    this.fps = fps;
  }

  /**
   * @param pictures without transparency
   * @param fps pictures a second
   */
  public static JpegClip of(List<BufferedImage> pictures, double fps) throws IOException {
    List<byte[]> jpegs = new ArrayList<>();
    for (BufferedImage picture : pictures) {
      ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
      if (!ImageIO.write(picture, "jpeg", jpeg)) {
        throw new IOException("picture " + jpegs.size() + ": cannot be a JPEG, is it transparent?");
      }
      jpegs.add(jpeg.toByteArray());
    }
    return new JpegClip(jpegs, fps);
  }

  /** Pictures a second. */
  public double fps() {
    return fps;
  }

  byte[] picture(long number) {
    return pictures.get((int) (number % pictures.size()));
  }
}
