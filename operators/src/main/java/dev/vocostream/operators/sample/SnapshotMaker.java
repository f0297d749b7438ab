package dev.vocostream.operators.sample;

import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.Snapshot;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a JPEG of each frame, with ImageIO's usual quality, where pictures are wanted; but not of a
 * camera that remembers for a shorter time than its pictures would be kept, nor of one whose terms
 * were not heard yet. Terms come before frames in each life of the job.
 */
public final class SnapshotMaker implements FlatMapFunction<CameraEvent, Snapshot> {
  private static final long serialVersionUID = 1L;

  static {
    // Its cache is for streams that are larger than pictures, and is a file for each.
    ImageIO.setUseCache(false);
  }

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotMaker.class);

  private final Duration kept;
  private final Set<String> shown = new HashSet<>();

  /**
   * @param kept for how long pictures are; null where none are wanted
   */
  public SnapshotMaker(Duration kept) {
    this.kept = kept;
  }

  @Override
  public void flatMap(CameraEvent event, Collector<Snapshot> out) {
    if (kept == null) {
      return;
    }
    if (event.terms() != null) {
      hear(event.terms());
    }
    Frame frame = event.frame();
    if (frame != null && shown.contains(frame.camera())) {
      out.collect(new Snapshot(frame.camera(), frame.time(), jpeg(frame)));
    }
  }

  private void hear(CameraTerms terms) {
    if (!terms.removed() && terms.retainMillis() >= kept.toMillis()) {
      shown.add(terms.camera());
      return;
    }
    shown.remove(terms.camera());
    if (!terms.removed()) {
      LOG.warn(
          "camera '{}': no snapshots are made: it remembers for {} and they are kept for {}",
          terms.camera(),
          Duration.ofMillis(terms.retainMillis()),
          kept);
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
