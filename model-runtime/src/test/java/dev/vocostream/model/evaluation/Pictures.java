package dev.vocostream.model.evaluation;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Writes small pictures for tests. */
public final class Pictures {
  private Pictures() {}

  /** A black PNG, in folders that are made for it. */
  public static void png(Path file, int width, int height) throws IOException {
    write(file, "png", new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB));
  }

  static void write(Path file, String format, BufferedImage image) throws IOException {
    Files.createDirectories(file.getParent());
    if (!ImageIO.write(image, format, file.toFile())) {
      throw new IOException("the JDK writes no " + format + " of this kind");
    }
  }
}
