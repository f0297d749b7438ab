package dev.vocostream.operators.decode;

import static dev.vocostream.operators.decode.SelfDescribingClip.camera;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import dev.vocostream.operators.Frame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job stopped with a savepoint goes on, with other cameras and at another parallelism. */
@Timeout(90)
class CameraSavepointITCase {
  private static final int LAP = 1000;

  @TempDir static Path dir;

  private static Path clip;

  @BeforeAll
  static void writeClip() throws Exception {
    clip = SelfDescribingClip.write(dir.resolve("clip.mp4"), LAP, 10);
  }

  @BeforeEach
  void forget() {
    Seen.frames.clear();
  }

  @Test
  void goesOnWhereItStoppedWithOtherReadersAndCameras() throws Exception {
    JobClient before = start(2, null, looping("a"), looping("b"), looping("c"));
    awaitFrames("a", 30);
    awaitFrames("b", 30);
    awaitFrames("c", 30);
    String savepoint =
        before.stopWithSavepoint(false, dir.toString(), SavepointFormatType.CANONICAL).get();
    int seenOfA = framesOf("a").size();

    JobClient after = start(3, savepoint, looping("b"), looping("c"), looping("new"));
    awaitFrames("new", 30);
    awaitFrames("b", 100);
    awaitFrames("c", 100);
    after.cancel().get();

    assertContiguous(framesOf("b"));
    assertContiguous(framesOf("c"));
    assertContiguous(framesOf("new"));
    assertThat(framesOf("a")).as("a was removed").hasSize(seenOfA);
  }

  private static void assertContiguous(List<Frame> frames) {
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      assertThat(SelfDescribingClip.numberIn(frame.width(), frame.height(), frame.rgb()))
          .as("frame %d of camera %s", i, frame.camera())
          .isEqualTo(i % LAP);
      assertThat(frame.time()).isEqualTo(frames.get(0).time() + i * 100L);
    }
  }

  private static void awaitFrames(String camera, int count) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> framesOf(camera).size() >= count);
  }

  private static List<Frame> framesOf(String camera) {
    return Seen.frames.stream().filter(frame -> frame.camera().equals(camera)).toList();
  }

  private static CameraSettings looping(String id) {
    return camera(id, clip, 10, Play.LOOP, Pace.FAST);
  }

  private static JobClient start(int parallelism, String savepoint, CameraSettings... cameras)
      throws Exception {
    Configuration configuration = new Configuration();
    configuration.setString("restart-strategy.type", "none");
    if (savepoint != null) {
      configuration.setString("execution.state-recovery.path", savepoint);
    }
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
    CameraSource source = new CameraSource(new FixedCameraDirectory(List.of(cameras)), 80);
    environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), "cameras")
        .uid("cameras")
        .map(new Seen())
        .returns(CameraEvent.class)
        .uid("seen")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
    return environment.executeAsync();
  }

  /** Keeps what passes, and slows it down. */
  private static final class Seen implements MapFunction<CameraEvent, CameraEvent> {
    static final Queue<Frame> frames = new ConcurrentLinkedQueue<>();

    @Override
    public CameraEvent map(CameraEvent event) {
      LockSupport.parkNanos(2_000_000);
      if (event.frame() != null) {
        frames.add(event.frame());
      }
      return event;
    }
  }
}
