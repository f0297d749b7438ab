package dev.vocostream.operators.decode;

import static dev.vocostream.operators.decode.CameraReaderTest.numbers;
import static dev.vocostream.operators.decode.SelfDescribingClip.camera;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Videos that were played faster than they were filmed are changed: their frames are of later. */
@Timeout(60)
class AheadOfTheClockTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final int FRAMES = 60;
  private static final InstantSource STANDING = InstantSource.fixed(Instant.ofEpochMilli(NOW));
  private static final InstantSource RUNNING =
      InstantSource.offset(
          InstantSource.system(), Duration.ofMillis(NOW - System.currentTimeMillis()));

  @TempDir static Path dir;

  private static Path clip;
  private static Path other;

  /** A picture a second. */
  @BeforeAll
  static void writeClips() throws IOException {
    clip = SelfDescribingClip.write(dir.resolve("clip.mp4"), FRAMES, 1);
    other = SelfDescribingClip.write(dir.resolve("other.mp4"), FRAMES, 1);
  }

  @Test
  void anotherVideoBeginsAsAnotherCamera() throws Exception {
    try (DrivenReader reader = reader(STANDING)) {
      reader.runUntil(events -> events.frames().size() == 30);
      reader.give(CameraSplit.firstOf(fast(other), NOW));
      assertThat(reader.checkpoint())
          .containsExactlyInAnyOrder(
              CameraSplit.removed("yard"), CameraSplit.firstOf(fast(other), NOW));
      reader.runToTheEnd();

      assertThat(reader.events.terms)
          .containsExactly(
              CameraTerms.of(fast(clip)), CameraTerms.removed("yard"), CameraTerms.of(fast(other)));
      List<Frame> after = reader.events.frames().subList(30, 30 + FRAMES);
      assertThat(numbers(after)).isEqualTo(numbers(0, 1, FRAMES));
      assertThat(after.get(0).time()).isEqualTo(NOW);
    }
  }

  /** As of live cameras, whose clock may be somewhat off: what is remembered of them stays. */
  @Test
  void aLittleAheadAnotherVideoGoesOnBehindTheLastFrame() throws Exception {
    try (DrivenReader reader = reader(STANDING)) {
      reader.runUntil(events -> events.frames().size() == 3);
      reader.give(CameraSplit.firstOf(fast(other), NOW));
      reader.runToTheEnd();

      assertThat(reader.events.terms)
          .containsExactly(CameraTerms.of(fast(clip)), CameraTerms.of(fast(other)));
      List<Long> times = reader.events.frames().stream().map(Frame::time).toList();
      assertThat(times).isSorted().doesNotHaveDuplicates();
      assertThat(numbers(reader.events.frames())).endsWith(FRAMES - 1);
    }
  }

  @Test
  void theSameVideoPlaysOnAtOnceAtThePaceOfTheClock() throws Exception {
    CameraSettings live = camera("yard", clip, 1, Play.LOOP, Pace.LIVE);
    try (DrivenReader reader = reader(RUNNING)) {
      reader.runUntil(events -> events.frames().size() == 30);
      reader.give(CameraSplit.firstOf(live, NOW));
      reader.runUntil(events -> events.frames().size() == 31);
      long before = System.nanoTime();
      reader.runUntil(events -> events.frames().size() == 34);
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isBetween(Duration.ofMillis(1500), Duration.ofSeconds(10));
      List<Frame> after = reader.events.frames().subList(30, 34);
      assertThat(after).extracting(Frame::time).isSorted().first().isEqualTo(NOW + 30_000);
      assertThat(numbers(after)).isSorted().startsWith(30);
    }
  }

  private static DrivenReader reader(InstantSource clock) {
    return new DrivenReader(clock, List.of(CameraSplit.firstOf(fast(clip), NOW)));
  }

  private static CameraSettings fast(Path video) {
    return camera("yard", video, 1, Play.ONCE, Pace.FAST);
  }
}
