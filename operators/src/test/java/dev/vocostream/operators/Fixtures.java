package dev.vocostream.operators;

import dev.vocostream.model.Activations;
import dev.vocostream.model.FakeModel;
import dev.vocostream.model.RgbImage;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import dev.vocostream.operators.Question.Window;
import dev.vocostream.state.FrameEntry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Small frames and questions whose right answers the fake model can be asked for. */
public final class Fixtures {
  private static final FakeModel MODEL = new FakeModel();

  private Fixtures() {}

  /** A frame that no other frame looks like. */
  public static RgbImage image(String camera, long time) {
    byte[] rgb = new byte[4 * 4 * 3];
    Arrays.fill(rgb, (byte) (camera.hashCode() * 31 + time));
    java.nio.ByteBuffer.wrap(rgb).putLong(time).putInt(camera.hashCode());
    return new RgbImage(4, 4, rgb);
  }

  public static CameraEvent seen(String camera, long time) {
    return CameraEvent.of(new Frame(camera, time, 4, 4, image(camera, time).rgb()));
  }

  public static MemoryEvent compressed(String camera, long time) {
    return compressed(camera, time, MODEL.description().fingerprint());
  }

  /** A frame as a model with this fingerprint compressed it. */
  public static MemoryEvent compressed(String camera, long time, String fingerprint) {
    return compressed(camera, time, image(camera, time), fingerprint);
  }

  /** A frame for a model that may read it in full. */
  public static MemoryEvent pictured(String camera, long time) {
    CompressedFrame frame = compressed(camera, time).frame();
    return MemoryEvent.of(new CompressedFrame(camera, time, frame.entry(), image(camera, time)));
  }

  /** A frame of one brightness: what the fake model takes for the probability of yes. */
  public static MemoryEvent lit(String camera, long time, double brightness) {
    byte[] rgb = new byte[4 * 4 * 3];
    Arrays.fill(rgb, (byte) Math.round(brightness * 255));
    String fingerprint = MODEL.description().fingerprint();
    return compressed(camera, time, new RgbImage(4, 4, rgb), fingerprint);
  }

  private static MemoryEvent compressed(
      String camera, long time, RgbImage image, String fingerprint) {
    Activations activations = MODEL.compress(List.of(image)).get(0);
    FrameEntry entry =
        new FrameEntry(
            camera,
            fingerprint,
            activations.tokens(),
            activations.dtype().code(),
            activations.bytes());
    return MemoryEvent.of(new CompressedFrame(camera, time, entry.toBytes()));
  }

  /** What the fake model answers to a window of these frames. */
  public static String answerTo(String camera, long... times) {
    return FakeModel.answerTo(Arrays.stream(times).mapToObj(time -> image(camera, time)).toList());
  }

  public static Question question(String id, Window window, String... cameras) {
    return new Question(id, List.of(cameras), "?", window, false, List.of(), 8, null);
  }

  public static CameraSettings camera(String id) {
    return new CameraSettings(
        id, id + ".mp4", 1, Play.LOOP, Pace.LIVE, Duration.ofMinutes(1), 100, 1 << 20);
  }
}
