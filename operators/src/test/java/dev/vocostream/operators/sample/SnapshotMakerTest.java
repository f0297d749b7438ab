package dev.vocostream.operators.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.Snapshot;
import dev.vocostream.operators.Unchanged;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;

class SnapshotMakerTest {
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final int WIDTH = 32;
  private static final int HEIGHT = 16;

  @Test
  void showsWhatTheFrameShowsWhereItShowsIt() throws Exception {
    byte[] rgb = new byte[WIDTH * HEIGHT * 3];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        // red on the left, blue at the bottom of the right
        int channel = x < WIDTH / 2 ? 0 : y < HEIGHT / 2 ? 1 : 2;
        rgb[(y * WIDTH + x) * 3 + channel] = (byte) 255;
      }
    }
    List<Snapshot> made = made(CameraEvent.of(new Frame("yard", 1_500, WIDTH, HEIGHT, rgb)));

    assertThat(made).hasSize(1);
    assertThat(made.get(0).camera()).isEqualTo("yard");
    assertThat(made.get(0).time()).isEqualTo(1_500);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(made.get(0).jpeg()));
    assertThat(image.getWidth()).isEqualTo(WIDTH);
    assertThat(image.getHeight()).isEqualTo(HEIGHT);
    assertAbout(image.getRGB(4, 8), Color.RED);
    assertAbout(image.getRGB(28, 3), Color.GREEN);
    assertAbout(image.getRGB(28, 13), Color.BLUE);
  }

  @Test
  void showsOnlyFrames() {
    assertThat(made(CameraEvent.of(new Unchanged("yard", 1, 2, 3)))).isEmpty();
  }

  @Test
  void showsNothingWhereNoPicturesAreWanted() {
    List<Snapshot> made = new ArrayList<>();
    SnapshotMaker maker = new SnapshotMaker(null);
    maker.flatMap(terms(KEPT), new ListCollector<>(made));
    maker.flatMap(frame(), new ListCollector<>(made));
    assertThat(made).isEmpty();
  }

  @Test
  void showsNoCameraThatForgetsBeforeItsPicturesWouldBeGone() {
    List<Snapshot> made = new ArrayList<>();
    SnapshotMaker maker = new SnapshotMaker(KEPT);
    maker.flatMap(frame(), new ListCollector<>(made)); // whose terms nobody knows
    maker.flatMap(terms(KEPT.minusMillis(1)), new ListCollector<>(made));
    maker.flatMap(frame(), new ListCollector<>(made));
    assertThat(made).isEmpty();
    maker.flatMap(terms(KEPT), new ListCollector<>(made));
    maker.flatMap(frame(), new ListCollector<>(made));
    assertThat(made).hasSize(1);
    maker.flatMap(terms(KEPT.minusMillis(1)), new ListCollector<>(made));
    maker.flatMap(frame(), new ListCollector<>(made));
    assertThat(made).hasSize(1);
  }

  private static CameraEvent terms(Duration retain) {
    return CameraEvent.of(new CameraTerms("yard", false, 1, retain.toMillis(), 100, 1 << 20, 0));
  }

  private static CameraEvent frame() {
    return CameraEvent.of(new Frame("yard", 1_500, WIDTH, HEIGHT, new byte[WIDTH * HEIGHT * 3]));
  }

  private static List<Snapshot> made(CameraEvent event) {
    List<Snapshot> made = new ArrayList<>();
    SnapshotMaker maker = new SnapshotMaker(KEPT);
    maker.flatMap(terms(KEPT), new ListCollector<>(made));
    maker.flatMap(event, new ListCollector<>(made));
    return made;
  }

  /** JPEG is not exact. */
  private static void assertAbout(int found, Color expected) {
    Color color = new Color(found);
    int off =
        Math.abs(color.getRed() - expected.getRed())
            + Math.abs(color.getGreen() - expected.getGreen())
            + Math.abs(color.getBlue() - expected.getBlue());
    assertThat(off).as("%s for %s", color, expected).isLessThan(60);
  }
}
