package dev.vocostream.operators.decode;

import static dev.vocostream.operators.decode.SelfDescribingClip.camera;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import dev.vocostream.operators.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CameraReaderTest {
  private static final long START = 1_700_000_000_000L;

  @TempDir static Path dir;

  @BeforeAll
  static void writeClips() throws IOException {
    for (String kind : List.of("mp4", "mkv", "webm")) {
      SelfDescribingClip.write(dir.resolve("clip." + kind), 50, 10);
    }
    SelfDescribingClip.cutOff(dir.resolve("clip.mkv"), dir.resolve("cut.mkv"), 0.5);
  }

  private static Path clip(String kind) {
    return dir.resolve("clip." + kind);
  }

  @Test
  void emitsEverySampleOfAFileOnceAndEnds() throws Exception {
    try (DrivenReader reader =
        DrivenReader.of(camera("yard", clip("mp4"), 10, Play.ONCE, Pace.FAST))) {
      reader.runToTheEnd();

      assertThat(numbers(reader.events.frames())).isEqualTo(numbers(0, 1, 50));
      assertThat(times(reader.events.frames())).startsWith(START, START + 100, START + 200);
      assertThat(states(reader, "yard")).containsExactly(State.ONLINE, State.ENDED);
      assertThat(reader.ended).isEqualTo(reader.checkpoint());
    }
  }

  @Test
  void samplesBeforeItHandsOver() throws Exception {
    try (DrivenReader reader =
        DrivenReader.of(camera("yard", clip("mp4"), 2, Play.ONCE, Pace.FAST))) {
      reader.runToTheEnd();
      assertThat(numbers(reader.events.frames())).isEqualTo(numbers(0, 5, 50));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "mkv", "webm"})
  void loopsWithFrameTimesThatStrictlyIncrease(String kind) throws Exception {
    try (DrivenReader reader =
        DrivenReader.of(camera("yard", clip(kind), 10, Play.LOOP, Pace.FAST))) {
      reader.runUntil(events -> events.frames().size() == 120);

      List<Frame> frames = reader.events.frames();
      assertThat(times(frames)).isSorted().doesNotHaveDuplicates();
      assertThat(numbers(frames.subList(50, 100))).isEqualTo(numbers(0, 1, 50));
      assertThat(frames.get(100).time()).isEqualTo(START + 10_000);
    }
  }

  @ParameterizedTest
  @CsvSource({"clip.mp4, 7.3", "clip.mkv, 1000", "clip.webm, 1000", "cut.mkv, 7.3"})
  void losesAndRepeatsNothingWhereverItIsRestored(String file, double fps) throws Exception {
    long seed = System.nanoTime();
    System.out.println("losesAndRepeatsNothingWhereverItIsRestored seed " + seed);
    Random random = new Random(seed);
    var camera = camera("yard", dir.resolve(file), fps, Play.LOOP, Pace.FAST);
    List<Frame> uninterrupted;
    try (DrivenReader reader = DrivenReader.of(camera)) {
      reader.runUntil(events -> events.frames().size() >= 90);
      uninterrupted = reader.events.frames();
    }

    List<Frame> pieces = new ArrayList<>();
    List<CameraSplit> state = List.of(CameraSplit.firstOf(camera, START));
    while (pieces.size() < uninterrupted.size()) {
      int part = Math.min(1 + random.nextInt(30), uninterrupted.size() - pieces.size());
      try (DrivenReader reader = new DrivenReader(InstantSource.system(), state)) {
        reader.runUntil(events -> events.frames().size() == part);
        pieces.addAll(reader.events.frames());
        state = reader.checkpoint();
      }
    }

    assertThat(times(pieces)).as("seed %d", seed).isEqualTo(times(uninterrupted));
    for (int i = 0; i < pieces.size(); i++) {
      assertThat(pieces.get(i).rgb())
          .as("seed %d, frame %d", seed, i)
          .isEqualTo(uninterrupted.get(i).rgb());
    }
  }

  @Test
  void staysEndedWhenItIsRestoredAfterItsEnd() throws Exception {
    List<CameraSplit> state;
    try (DrivenReader reader =
        DrivenReader.of(camera("yard", clip("mp4"), 10, Play.ONCE, Pace.FAST))) {
      reader.runToTheEnd();
      state = reader.checkpoint();
    }
    try (DrivenReader reader = new DrivenReader(InstantSource.system(), state)) {
      reader.runToTheEnd();
      assertThat(reader.events.size()).isZero();
    }
  }

  @Test
  void aBrokenCameraDoesNotDisturbAnother() throws Exception {
    Path text = Files.writeString(dir.resolve("words.mp4"), "no video at all, only words");
    try (DrivenReader reader =
        DrivenReader.of(
            camera("gone", dir.resolve("gone.mp4"), 10, Play.ONCE, Pace.FAST),
            camera("words", text, 10, Play.ONCE, Pace.FAST),
            camera("yard", clip("mp4"), 10, Play.ONCE, Pace.FAST))) {
      reader.runUntil(events -> events.framesOf("yard").size() == 50);

      assertThat(reader.events.reportsOf("gone"))
          .extracting(CameraReport::state, CameraReport::reason)
          .containsExactly(tuple(State.OFFLINE, dir.resolve("gone.mp4") + ": no such file"));
      assertThat(states(reader, "words")).containsExactly(State.REFUSED);
    }
  }

  @Test
  void comesOnlineWhenTheFileAppears() throws Exception {
    Path late = dir.resolve("late.mp4");
    try (DrivenReader reader = DrivenReader.of(camera("late", late, 10, Play.ONCE, Pace.FAST))) {
      reader.runUntil(events -> events.size() == 1);
      Files.copy(clip("mp4"), late);
      reader.runToTheEnd();

      assertThat(states(reader, "late")).containsExactly(State.OFFLINE, State.ONLINE, State.ENDED);
      assertThat(reader.events.frames()).hasSize(50);
    }
  }

  @ParameterizedTest
  @EnumSource(Play.class)
  void saysWhereAFileIsCutOff(Play play) throws Exception {
    try (DrivenReader reader =
        DrivenReader.of(camera("cut", dir.resolve("cut.mkv"), 10, play, Pace.FAST))) {
      reader.runUntil(events -> events.reportsOf("cut").size() == 2);

      CameraReport last = reader.events.reportsOf("cut").get(1);
      assertThat(last.state()).isEqualTo(play == Play.ONCE ? State.ENDED : State.ONLINE);
      assertThat(last.reason()).matches(".*cut.mkv: cut off at \\d\\.\\d s of 5\\.0 s");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://user:canary@93.184.215.14/stream",
        "concat:a.mp4|b.mp4",
        "http://93.184.215.14/canary.mp4",
        "gopher://10.0.0.1/canary",
        "rtsp://127.0.0.1/canary"
      })
  void theGateIsBeforeWhatIsNotAFile(String url) throws Exception {
    var settings = camera("far", Path.of("unused"), 1, Play.LOOP, Pace.LIVE);
    var far = new CameraSettings("far", url, 1, Play.LOOP, Pace.LIVE, settings.retain(), 1, 1);
    try (DrivenReader reader = DrivenReader.of(far)) {
      reader.runUntil(events -> !events.reportsOf("far").isEmpty());
      CameraReport report = reader.events.reportsOf("far").get(0);
      assertThat(report.state()).isEqualTo(State.BLOCKED);
      assertThat(report.reason()).isNotEmpty().doesNotContain("canary");
    }
  }

  @Test
  void refusesARateThatIsNone() throws Exception {
    try (DrivenReader reader =
        DrivenReader.of(camera("yard", clip("mp4"), 0, Play.ONCE, Pace.FAST))) {
      reader.runToTheEnd();
      assertThat(reader.events.reportsOf("yard").get(0).reason())
          .isEqualTo("fps must be positive and finite, was 0.0");
    }
  }

  static List<Integer> numbers(List<Frame> frames) {
    return frames.stream()
        .map(frame -> SelfDescribingClip.numberIn(frame.width(), frame.height(), frame.rgb()))
        .toList();
  }

  static List<Integer> numbers(int first, int step, int end) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = first; i < end; i += step) {
      numbers.add(i);
    }
    return numbers;
  }

  static List<Long> times(List<Frame> frames) {
    return frames.stream().map(Frame::time).toList();
  }

  private static List<State> states(DrivenReader reader, String camera) {
    return reader.events.reportsOf(camera).stream().map(CameraReport::state).toList();
  }
}
