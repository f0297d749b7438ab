package dev.vocostream.model.evaluation;

import dev.vocostream.model.RgbImage;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes pictures the way PIL's {@code convert('RGB')} does: the stored samples, without colour
 * profiles; grey becomes three equal values; transparency is dropped, not blended; of 16 bits the
 * upper 8 count; the orientation that a camera noted is not applied. JPEG decoders differ by a unit
 * or two in some pixels. Printing inks (CMYK) are not read.
 */
public final class PictureReader {
  /** A picture of more pixels is taken for an attack, as PIL does. */
  private static final long MAX_PIXELS = 178_956_970;

  private PictureReader() {}

  /**
   * @throws BadVisualException if it is missing or no decoder of the JDK reads it
   */
  public static RgbImage read(Path file) {
    return read(file.toString(), bytes(file));
  }

  /**
   * @param name for messages
   * @throws BadVisualException if no decoder of the JDK reads it
   */
  public static RgbImage read(String name, byte[] bytes) {
    return with(name, bytes, reader -> rgb(reader.read(0)));
  }

  /**
   * Width and height, from the header.
   *
   * @throws BadVisualException if it is missing or no decoder of the JDK reads it
   */
  public static int[] size(Path file) {
    return with(
        file.toString(),
        bytes(file),
        reader -> new int[] {reader.getWidth(0), reader.getHeight(0)});
  }

  private static byte[] bytes(Path file) {
    if (!Files.isRegularFile(file)) {
      throw missing(file);
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new BadVisualException("%s cannot be read: %s".formatted(file, e), e);
    }
  }

  static BadVisualException missing(Path file) {
    return new BadVisualException(
        file + " is missing: expected beside the annotations, see EVALUATION.md");
  }

  private interface Reading<T> {
    T from(ImageReader reader) throws IOException;
  }

  private static <T> T with(String name, byte[] bytes, Reading<T> reading) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new BadVisualException(
            "%s: expected a JPEG, PNG, GIF, BMP or TIFF picture, found %d bytes that are none"
                .formatted(name, bytes.length));
      }
      return with(name, in, readers.next(), reading);
    } catch (IOException e) {
      throw undecodable(name, e);
    }
  }

  private static <T> T with(
      String name, ImageInputStream in, ImageReader reader, Reading<T> reading) {
    try {
      reader.setInput(in, true, true);
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (pixels > MAX_PIXELS) {
        throw new BadVisualException(
            "%s: expected at most %d pixels, found %d".formatted(name, MAX_PIXELS, pixels));
      }
      return reading.from(reader);
    } catch (BadVisualException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The JDK's decoders meet broken files with index and argument errors, too.
      throw undecodable(name, e);
    } finally {
      reader.dispose();
    }
  }

  private static BadVisualException undecodable(String name, Exception e) {
    return new BadVisualException(
        "%s: expected a picture, but decoding it failed: %s".formatted(name, e), e);
  }

  private static RgbImage rgb(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] rgb = new byte[Math.multiplyExact(width * 3, height)];
    Raster raster = image.getRaster();
    int[] row = new int[width * raster.getNumBands()];
    for (int y = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, row);
      copy(row, raster.getNumBands(), image.getColorModel(), rgb, y * width * 3);
    }
    return new RgbImage(width, height, rgb);
  }

  private static void copy(int[] row, int bands, ColorModel model, byte[] rgb, int at) {
    for (int i = 0; i < row.length / bands; i++) {
      for (int c = 0; c < 3; c++) {
        int band = bands >= 3 ? c : 0;
        rgb[at + 3 * i + c] = (byte) value(row[i * bands + band], c, band, model);
      }
    }
  }

  private static int value(int sample, int colour, int band, ColorModel model) {
    if (model instanceof IndexColorModel palette) {
      return switch (colour) {
        case 0 -> palette.getRed(sample);
        case 1 -> palette.getGreen(sample);
        default -> palette.getBlue(sample);
      };
    }
    int bits = model.getComponentSize(band);
    return bits > 8 ? sample >> (bits - 8) : sample * 255 / ((1 << bits) - 1);
  }
}
