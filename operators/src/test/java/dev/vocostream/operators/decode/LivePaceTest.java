package dev.vocostream.operators.decode;

import static dev.vocostream.operators.decode.SelfDescribingClip.camera;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.decode.live.CameraAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.flink.core.io.InputStatus;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LivePaceTest {
  /** When the camera was assigned, and when its file was opened: not the same. */
  private static final long ASSIGNED = 1_700_000_000_000L;

  private static final long OPENED = ASSIGNED + 60_000;

  @TempDir static Path dir;

  private static Path clip;
  private static Path cut;

  private final ManualClock clock = new ManualClock(OPENED);

  @BeforeAll
  static void writeClips() throws Exception {
    clip = SelfDescribingClip.write(dir.resolve("clip.mp4"), 100, 10);
    Path whole = SelfDescribingClip.write(dir.resolve("whole.mkv"), 100, 10);
    cut = SelfDescribingClip.cutOff(whole, dir.resolve("cut.mkv"), 0.5);
  }

  @Test
  void startsWhenTheFileIsFirstOpened() throws Exception {
    try (DrivenReader reader = live(clip, Play.LOOP)) {
      reader.runUntil(events -> events.frames().size() == 1);
      assertThat(reader.events.frames().get(0).time()).isEqualTo(OPENED);
    }
  }

  @Test
  void waitsUntilAFrameIsDue() throws Exception {
    try (DrivenReader reader = live(clip, Play.LOOP)) {
      reader.runUntil(events -> events.frames().size() == 1);
      for (int i = 1; i < 10; i++) {
        int size = i + 1;
        clock.advance(Duration.ofMillis(100));
        reader.runUntil(events -> events.frames().size() == size);
        assertThat(reader.events.frames().get(i).time()).isEqualTo(OPENED + i * 100L);
      }
      assertThat(CameraReaderTest.numbers(reader.events.frames()))
          .isEqualTo(CameraReaderTest.numbers(0, 1, 10));
    }
  }

  @Test
  void playsAtTheSpeedOfTheWallClock() throws Exception {
    long before = System.nanoTime();
    CameraSettings camera = camera("yard", clip, 10, Play.LOOP, Pace.LIVE);
    try (DrivenReader reader = DrivenReader.of(camera)) {
      reader.runUntil(events -> events.frames().size() >= 12);
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isBetween(Duration.ofMillis(1000), Duration.ofMillis(4000));
      Frame last = reader.events.frames().get(reader.events.frames().size() - 1);
      assertThat(System.currentTimeMillis() - last.time()).isBetween(0L, 500L);
    }
  }

  @Test
  void goesOnAtWhatIsDueNowWhenRestored() throws Exception {
    List<CameraSplit> state = playThreeFrames(clip, Play.LOOP);

    clock.advance(Duration.ofSeconds(24)); // at 24.2 s: two laps of 10 s, and 4.2 s
    try (DrivenReader reader = new DrivenReader(clock, state)) {
      reader.runUntil(events -> events.frames().size() == 1);

      Frame frame = reader.events.frames().get(0);
      assertThat(frame.time()).isEqualTo(OPENED + 24_200);
      assertThat(CameraReaderTest.numbers(List.of(frame))).containsExactly(42);
    }
  }

  @Test
  void staysOnTimeAcrossAnOutageWhenTheFileIsShorterThanItSays() throws Exception {
    List<CameraSplit> state = playThreeFrames(cut, Play.LOOP);

    clock.advance(Duration.ofSeconds(607));
    try (DrivenReader reader = new DrivenReader(clock, state)) {
      reader.runUntil(events -> events.frames().size() >= 1);
      assertThat(clock.millis() - reader.events.frames().get(0).time()).isBetween(-200L, 10_000L);
    }
  }

  @Test
  void endsIfItsEndPassedDuringTheOutage() throws Exception {
    List<CameraSplit> state = playThreeFrames(clip, Play.ONCE);

    clock.advance(Duration.ofSeconds(30));
    try (DrivenReader reader = new DrivenReader(clock, state)) {
      reader.runToTheEnd();
      assertThat(reader.events.frames()).isEmpty();
      assertThat(reader.events.reportsOf("yard").get(0).state()).isEqualTo(State.ENDED);
    }
  }

  @Test
  void endsWhenItsLastPictureHasBeenShownForItsTime() throws Exception {
    CameraSettings camera = camera("yard", clip, 0.2, Play.ONCE, Pace.LIVE);
    try (DrivenReader reader =
        new DrivenReader(clock, List.of(CameraSplit.firstOf(camera, ASSIGNED)))) {
      reader.runUntil(events -> events.frames().size() == 1);
      clock.advance(Duration.ofSeconds(5));
      reader.runUntil(events -> events.frames().size() == 2);
      clock.advance(Duration.ofSeconds(5));
      reader.runToTheEnd();
      assertThat(reader.events.reportsOf("yard").get(1).since()).isEqualTo(OPENED + 10_000);
    }
  }

  @Test
  void dropsAllButTheNewestWhileTheJobIsSlow() throws Exception {
    CountingGroup metrics = new CountingGroup();
    CameraReader reader =
        new CameraReader(
            DrivenReader.shared(InstantSource.system(), CameraAccess.STRICT), metrics, ended -> {});
    try {
      reader.addSplits(
          List.of(CameraSplit.firstOf(camera("yard", clip, 10, Play.ONCE, Pace.LIVE), 0)));
      Awaitility.await().until(() -> metrics.count("framesSampled") >= 8);
      CollectedEvents events = new CollectedEvents();
      while (reader.pollNext(events) == InputStatus.MORE_AVAILABLE) {}

      assertThat(events.frames()).hasSizeLessThanOrEqualTo(2);
      assertThat(CameraReaderTest.numbers(events.frames()).get(0)).isGreaterThanOrEqualTo(7);
      assertThat(metrics.count("framesDropped")).isGreaterThanOrEqualTo(7);
    } finally {
      reader.close();
    }
  }

  /** Read from its beginning each time, it might never come to what is due. */
  @Test
  void skipsForwardWhereItLagsAndHasNoIndex() throws Exception {
    Path stream = OtherClips.TRANSPORT_STREAM.write(dir);
    CountingGroup metrics = new CountingGroup();
    CameraSettings camera = camera("yard", stream, 10, Play.ONCE, Pace.LIVE);
    try (DrivenReader reader =
        new DrivenReader(
            DrivenReader.shared(clock, CameraAccess.STRICT),
            metrics,
            List.of(CameraSplit.firstOf(camera, ASSIGNED)))) {
      reader.runUntil(events -> events.frames().size() == 1);
      Files.delete(stream); // whoever opens it again finds nothing
      clock.advance(Duration.ofMillis(3500));
      reader.runUntil(events -> CameraReaderTest.numbers(events.frames()).contains(35));
      assertThat(reader.events.frames()).hasSizeBetween(2, 3); // it may have waited for number 1
      clock.advance(Duration.ofSeconds(10));
      reader.runToTheEnd();
    }
    assertThat(metrics.count("framesDecoded")).isEqualTo(OtherClips.FRAMES);
    assertThat(metrics.count("framesEmitted") + metrics.count("framesDropped"))
        .isEqualTo(OtherClips.FRAMES);
  }

  private List<CameraSplit> playThreeFrames(Path file, Play play) throws Exception {
    try (DrivenReader reader = live(file, play)) {
      for (int i = 1; i <= 3; i++) {
        int size = i;
        reader.runUntil(events -> events.frames().size() == size);
        if (i < 3) {
          clock.advance(Duration.ofMillis(100));
        }
      }
      return reader.checkpoint();
    }
  }

  private DrivenReader live(Path file, Play play) {
    CameraSettings camera = camera("yard", file, 10, play, Pace.LIVE);
    return new DrivenReader(clock, List.of(CameraSplit.firstOf(camera, ASSIGNED)));
  }
}
