package dev.vocostream.operators.sample;

import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.Snapshot;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Makes a JPEG of each frame, with ImageIO's usual quality, where pictures are wanted. */
public final class SnapshotMaker implements FlatMapFunction<CameraEvent, Snapshot> {
  private static final long serialVersionUID = 1L;

  static {
    // Its cache is for streams that are larger than pictures, and is a file for each.
    ImageIO.setUseCache(false);
  }

  private final boolean wanted;

  public SnapshotMaker(boolean wanted) {
    this.wanted = wanted;
  }

  @Override
  public void flatMap(CameraEvent event, Collector<Snapshot> out) {
    Frame frame = event.frame();
    if (wanted && frame != null) {
      out.collect(new Snapshot(frame.camera(), frame.time(), jpeg(frame)));
    }
  }

  private static byte[] jpeg(Frame frame) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image(frame), "jpg", out)) {
        throw new IllegalStateException("this Java runtime writes no JPEG; it needs java.desktop");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not of memory
    }
    return out.toByteArray();
  }

  private static BufferedImage image(Frame frame) {
    int width = frame.width();
    int[] pixels = new int[width * frame.height()];
    byte[] rgb = frame.rgb();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] =
          (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | (rgb[3 * i + 2] & 0xff);
    }
    BufferedImage image = new BufferedImage(width, frame.height(), BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, frame.height(), pixels, 0, width);
    return image;
  }
}
