package dev.vocostream.model.world;

import dev.vocostream.model.RgbImage;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * What compression does to the pictures of a scene: all as weakly or as strongly, in about half of
 * the scenes. A model that never met it would be surprised by its first video.
 */
final class JpegWear {
  private static final double WORN = 0.5;
  private static final double WORST = 0.35;
  private static final double BEST = 0.9;
  private static final float NONE = 1;

  /** Codecs are slow to make and serve one thread at a time. */
  private static final ThreadLocal<ImageWriter> WRITER =
      ThreadLocal.withInitial(() -> ImageIO.getImageWritersByFormatName("jpeg").next());

  private static final ThreadLocal<ImageReader> READER =
      ThreadLocal.withInitial(() -> ImageIO.getImageReadersByFormatName("jpeg").next());

  private final float quality;

  private JpegWear(float quality) {
    this.quality = quality;
  }

  static JpegWear draw(Random random) {
    boolean worn = random.nextDouble() < WORN;
    double quality = WORST + (BEST - WORST) * random.nextDouble();
    return new JpegWear(worn ? (float) quality : NONE);
  }

  /** What is left of a picture of {@code 0xrrggbb} pixels. */
  RgbImage apply(BufferedImage picture) {
    if (quality == NONE) {
      return ofInts(picture);
    }
    try {
      return ofBgr(decoded(encoded(picture)));
    } catch (IOException e) {
      throw new UncheckedIOException("a picture of a scene was not compressed in memory", e);
    }
  }

  private byte[] encoded(BufferedImage picture) throws IOException {
    ImageWriter writer = WRITER.get();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(quality);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(16_384);
    try (var stream = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(picture, List.of(), null), param);
    }
    writer.setOutput(null);
    return bytes.toByteArray();
  }

  private static BufferedImage decoded(byte[] jpeg) throws IOException {
    ImageReader reader = READER.get();
    try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
      reader.setInput(stream, true, true);
      return reader.read(0);
    }
  }

  private static RgbImage ofInts(BufferedImage picture) {
    int[] pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
    byte[] rgb = new byte[3 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      rgb[3 * i] = (byte) (pixels[i] >> 16);
      rgb[3 * i + 1] = (byte) (pixels[i] >> 8);
      rgb[3 * i + 2] = (byte) pixels[i];
    }
    return new RgbImage(picture.getWidth(), picture.getHeight(), rgb);
  }

  /** The reader's pictures are {@code TYPE_3BYTE_BGR}. */
  private static RgbImage ofBgr(BufferedImage picture) {
    byte[] bgr = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    byte[] rgb = new byte[bgr.length];
    for (int i = 0; i < bgr.length; i += 3) {
      rgb[i] = bgr[i + 2];
      rgb[i + 1] = bgr[i + 1];
      rgb[i + 2] = bgr[i];
    }
    return new RgbImage(picture.getWidth(), picture.getHeight(), rgb);
  }
}
