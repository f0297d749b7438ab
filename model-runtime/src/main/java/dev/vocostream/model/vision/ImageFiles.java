package dev.vocostream.model.vision;

import dev.vocostream.model.RgbImage;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Pictures from files, as Pillow's {@code convert("RGB")} has them: samples as they are stored.
 * Alpha is dropped and not blended, grey is repeated, an embedded colour profile and an EXIF
 * orientation are ignored. Of 16-bit samples the upper byte is taken.
 */
public final class ImageFiles {
  /** A few kB of PNG may claim any size; Pillow's own limit lies between 89 and 179 million. */
  static final long MAX_PIXELS = 100_000_000;

  /**
   * Of a side. Padded to a square, or resized along its short side alone, a picture is as large as
   * its long side makes it, however thin it was: with longer sides, more than an array holds.
   */
  static final int MAX_SIDE = 20_000;

  private ImageFiles() {}

  /**
   * Reads PNG, JPEG, BMP, GIF (first picture) or TIFF (first page).
   *
   * @throws IOException naming the file, if it is missing, of another format, cut short or damaged,
   *     has more than 100 million pixels or a side of more than 20,000, or has colours that are not
   *     RGB or grey
   */
  public static RgbImage read(Path file) throws IOException {
    return read(file.toString(), bytes(file));
  }

  /**
   * As {@link #read(Path)}.
   *
   * @param name for messages
   */
  public static RgbImage read(String name, byte[] bytes) throws IOException {
    return with(name, bytes, reader -> decode(reader, name));
  }

  /** Width and height, from the header. */
  public static int[] size(Path file) throws IOException {
    String name = file.toString();
    return with(
        name,
        bytes(file),
        reader -> attempt(name, () -> new int[] {reader.getWidth(0), reader.getHeight(0)}));
  }

  private static byte[] bytes(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString(), null, "expected a picture, found no file");
    }
    return Files.readAllBytes(file);
  }

  private interface Reading<T> {
    T from(ImageReader reader) throws IOException;
  }

  private static <T> T with(String name, byte[] bytes, Reading<T> reading) throws IOException {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw bad(name, "begins like no picture that can be read");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return reading.from(reader);
      } finally {
        reader.dispose();
      }
    }
  }

  private static RgbImage decode(ImageReader reader, String file) throws IOException {
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    requireNotTooLarge(reader, file);
    BufferedImage image = attempt(file, () -> reader.read(0));
    for (String warning : warnings) {
      requireWhole(warning, file);
    }
    return new RgbImage(image.getWidth(), image.getHeight(), rgb(image, file));
  }

  private static void requireNotTooLarge(ImageReader reader, String file) throws IOException {
    int width = attempt(file, () -> reader.getWidth(0));
    int height = attempt(file, () -> reader.getHeight(0));
    long pixels = (long) width * height;
    if (pixels > MAX_PIXELS) {
      throw bad(file, "has %d pixels, %d at most are read".formatted(pixels, MAX_PIXELS));
    }
    if (Math.max(width, height) > MAX_SIDE) {
      throw bad(
          file, "is %d x %d, sides of at most %d are read".formatted(width, height, MAX_SIDE));
    }
  }

  /** Decoders meet damaged bytes with any exception. */
  private static <T> T attempt(String file, Callable<T> step) throws IOException {
    try {
      return step.call();
    } catch (Exception e) {
      throw new IOException(message(file, "does not decode: " + e.getMessage()), e);
    }
  }

  /** libjpeg makes grey of what is missing and only warns. */
  private static void requireWhole(String warning, String file) throws IOException {
    String lower = warning.toLowerCase(Locale.ROOT);
    if (lower.contains("premature end") || lower.contains("truncated")) {
      throw bad(file, "is cut short: " + warning);
    }
  }

  private static byte[] rgb(BufferedImage image, String file) throws IOException {
    if (image.getColorModel() instanceof IndexColorModel palette) {
      return indexed(image.getRaster(), palette);
    }
    if (image.getColorModel() instanceof ComponentColorModel model
        && image.getRaster().getNumBands() <= 4
        && model.getNumColorComponents() <= 3) {
      return samples(image.getRaster(), model);
    }
    if (image.getType() == BufferedImage.TYPE_CUSTOM) {
      throw bad(file, "has colours that are neither RGB nor grey: " + image.getColorModel());
    }
    return packed(image);
  }

  private static byte[] indexed(Raster raster, IndexColorModel palette) {
    int width = raster.getWidth();
    byte[] rgb = new byte[width * raster.getHeight() * 3];
    int[] row = new int[width];
    int at = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getSamples(0, y, width, 1, 0, row);
      for (int index : row) {
        at = put(rgb, at, palette.getRGB(index));
      }
    }
    return rgb;
  }

  private static byte[] samples(Raster raster, ComponentColorModel model) {
    int width = raster.getWidth();
    int bands = raster.getNumBands();
    int colours = model.getNumColorComponents();
    int shift = model.getComponentSize(0) - 8;
    byte[] rgb = new byte[width * raster.getHeight() * 3];
    int[] row = new int[width * bands];
    int at = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < 3; channel++) {
          rgb[at++] = (byte) (row[x * bands + Math.min(channel, colours - 1)] >> shift);
        }
      }
    }
    return rgb;
  }

  private static byte[] packed(BufferedImage image) {
    int width = image.getWidth();
    byte[] rgb = new byte[width * image.getHeight() * 3];
    int[] row = new int[width];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int pixel : image.getRGB(0, y, width, 1, row, 0, width)) {
        at = put(rgb, at, pixel);
      }
    }
    return rgb;
  }

  private static int put(byte[] rgb, int at, int pixel) {
    rgb[at] = (byte) (pixel >> 16);
    rgb[at + 1] = (byte) (pixel >> 8);
    rgb[at + 2] = (byte) pixel;
    return at + 3;
  }

  private static IOException bad(String file, String found) {
    return new IOException(message(file, found));
  }

  private static String message(String file, String found) {
    return "%s: expected a whole PNG, JPEG, BMP, GIF or TIFF picture, but it %s"
        .formatted(file, found);
  }
}
