package dev.vocostream.model.world;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Compresses a picture and reads it back. */
final class JpegTrace {
  private static final ThreadLocal<JpegTrace> OF_THREAD = ThreadLocal.withInitial(JpegTrace::new);

  private final ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
  private final ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();

  private JpegTrace() {}

  /**
   * @param quality 0 to 1
   */
  static BufferedImage leave(BufferedImage picture, float quality) {
    try {
      return OF_THREAD.get().through(picture, quality);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BufferedImage through(BufferedImage picture, float quality) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    how.setCompressionQuality(quality);
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), how);
    }
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      reader.setInput(in, true, true);
      BufferedImage read = reader.read(0);
      reader.reset();
      return read;
    }
  }
}
