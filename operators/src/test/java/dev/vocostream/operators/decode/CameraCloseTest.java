package dev.vocostream.operators.decode;

import static dev.vocostream.operators.decode.SelfDescribingClip.camera;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Wherever a camera's thread is, closing the reader ends it, soon. */
@Timeout(60)
class CameraCloseTest {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  @TempDir static Path dir;

  private static Path clip;

  @BeforeAll
  static void writeClip() throws Exception {
    clip = SelfDescribingClip.write(dir.resolve("clip.mp4"), 600, 10);
  }

  @Test
  void whileItWaitsForRoom() throws Exception {
    assertClosesSoon(camera("yard", clip, 10, Play.LOOP, Pace.FAST), 3);
  }

  @Test
  void whileItDecodes() throws Exception {
    assertClosesSoon(camera("yard", clip, 0.001, Play.LOOP, Pace.FAST), 2);
  }

  @Test
  void whileItWaitsForTheClock() throws Exception {
    assertClosesSoon(camera("yard", clip, 0.05, Play.LOOP, Pace.LIVE), 2);
  }

  @Test
  void whileItRestsBeforeAnotherTry() throws Exception {
    assertClosesSoon(camera("yard", dir.resolve("none.mp4"), 1, Play.LOOP, Pace.FAST), 1);
  }

  private static void assertClosesSoon(CameraSettings camera, int events) throws Exception {
    DrivenReader reader = DrivenReader.of(camera);
    reader.runUntil(seen -> seen.size() >= events);

    long before = System.nanoTime();
    reader.close();

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LIMIT);
    Awaitility.await()
        .atMost(LIMIT)
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("camera 'yard'")));
  }
}
