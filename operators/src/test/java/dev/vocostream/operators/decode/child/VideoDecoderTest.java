package dev.vocostream.operators.decode.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.operators.decode.SelfDescribingClip;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class VideoDecoderTest {
  private static final int FRAMES = 75;
  private static final int FPS = 25;

  @TempDir static Path dir;

  private final Interruption interruption = new Interruption();

  @BeforeAll
  static void writeClips() throws IOException {
    for (String kind : List.of("mp4", "mkv", "webm")) {
      SelfDescribingClip.write(dir.resolve("clip." + kind), FRAMES, FPS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip.mp4", "clip.mkv", "clip.webm"})
  void showsEveryPictureInOrderAtItsTime(String clip) throws Exception {
    try (VideoDecoder video = open(clip, 160)) {
      List<Integer> numbers = new ArrayList<>();
      while (video.next()) {
        Picture picture = video.picture();
        numbers.add(numberIn(picture));
        assertThat(video.mediaMicros()).isCloseTo((numbers.size() - 1) * 40_000L, within(1000L));
      }
      assertThat(numbers).isEqualTo(numbersFrom(0));
      assertThat(video.isCutOff()).isFalse();
      assertThat(video.playedMicros()).isCloseTo(3_000_000L, within(2000L));
      assertThat(video.decoded()).isEqualTo(FRAMES);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip.mp4", "clip.mkv", "clip.webm"})
  void keepsColours(String clip) throws Exception {
    try (VideoDecoder video = open(clip, 320)) {
      video.next();
      Picture picture = video.picture();
      assertColour(picture, 60, 180, 200, 50, 50);
      assertColour(picture, 240, 180, 32, 160, 64);
    }
  }

  private static void assertColour(Picture picture, int x, int y, int... expected) {
    for (int i = 0; i < 3; i++) {
      int value = picture.rgb()[(y * picture.width() + x) * 3 + i] & 0xff;
      assertThat(value).as("channel %d at %d,%d", i, x, y).isCloseTo(expected[i], within(8));
    }
  }

  @ParameterizedTest
  @CsvSource({"336, 336, 252", "320, 320, 240", "64, 64, 48", "1, 1, 1", "640, 640, 480"})
  void scalesTheLongerSideAndKeepsTheShape(int size, int width, int height) throws Exception {
    try (VideoDecoder video = open("clip.mp4", size)) {
      video.next();
      Picture picture = video.picture();
      assertThat(picture.width()).isEqualTo(width);
      assertThat(picture.height()).isEqualTo(height);
      assertThat(picture.rgb()).hasSize(width * height * 3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip.mp4", "clip.mkv", "clip.webm"})
  void skipsToTheVeryNextPicture(String clip) throws Exception {
    List<byte[]> whole = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    try (VideoDecoder video = open(clip, 160)) {
      while (video.next()) {
        whole.add(video.picture().rgb());
        times.add(video.mediaMicros());
      }
    }
    for (int last : List.of(0, 1, 23, 24, 25, 26, 49, 50, 73, 74)) {
      try (VideoDecoder video = open(clip, 160)) {
        video.skipPast(times.get(last));
        for (int i = last + 1; i < FRAMES; i++) {
          assertThat(video.next()).isTrue();
          assertThat(video.mediaMicros()).isEqualTo(times.get(i));
          assertThat(video.picture().rgb()).isEqualTo(whole.get(i));
        }
        assertThat(video.next()).as("after the end, skipped past %d", last).isFalse();
        assertThat(video.playedMicros()).isCloseTo(3_000_000L, within(2000L));
      }
    }
  }

  @Test
  void skipsByAKeyFrameAndNotFromTheStart() throws Exception {
    try (VideoDecoder video = open("clip.mp4", 160)) {
      video.skipPast(2_500_000);
      assertThat(video.decoded()).isLessThan(20);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mkv", "webm"})
  void tellsAFileThatIsCutOff(String kind) throws Exception {
    Path cut =
        SelfDescribingClip.cutOff(dir.resolve("clip." + kind), dir.resolve("cut." + kind), 0.5);
    try (VideoDecoder video = VideoDecoder.open(cut, 160, interruption)) {
      int shown = 0;
      while (video.next()) {
        shown++;
      }
      assertThat(shown).isBetween(10, 65);
      assertThat(video.isCutOff()).isTrue();
      assertThat(video.durationMicros()).isCloseTo(3_000_000L, within(2000L));
      assertThat(video.playedMicros()).isCloseTo(shown * 40_000L, within(1000L));
    }
  }

  @Test
  void tellsWhatIsWrongWithAFile() throws Exception {
    Path text = Files.writeString(dir.resolve("text.mp4"), "not a video, just words\n".repeat(50));
    Path empty = Files.createFile(dir.resolve("empty.mp4"));
    Path headless = SelfDescribingClip.cutOff(dir.resolve("clip.mp4"), dir.resolve("cut.mp4"), 0.5);
    Path list = Files.writeString(dir.resolve("list.mp4"), "ffconcat version 1.0\nfile clip.mp4\n");

    assertFault(dir.resolve("none.mp4"), Fault.MISSING, "no such file");
    assertFault(empty, Fault.EMPTY, "is empty");
    assertFault(text, Fault.NOT_A_VIDEO, "not a video");
    assertFault(headless, Fault.NOT_A_VIDEO, "not a video");
    assertFault(list, Fault.NOT_A_VIDEO, "not a video");
    assertFault(dir, Fault.NOT_A_FILE, "is a directory");
  }

  /** Opening a pipe would block, in native code, until somebody writes to it. */
  @Test
  void refusesAPipeWithoutOpeningIt() throws Exception {
    Path pipe = dir.resolve("pipe.mp4");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertFault(pipe, Fault.NOT_A_FILE, "is a pipe or a device");
  }

  private void assertFault(Path file, Fault fault, String words) {
    assertThatThrownBy(() -> VideoDecoder.open(file, 160, interruption).close())
        .isInstanceOfSatisfying(VideoException.class, e -> assertThat(e.fault()).isEqualTo(fault))
        .hasMessageContaining(file.toString())
        .hasMessageContaining(words);
  }

  @Test
  void readsAFileWhoseNameLooksLikeAProtocol() throws Exception {
    Path odd = Files.copy(dir.resolve("clip.mp4"), dir.resolve("concat:a|b.mp4"));
    try (VideoDecoder video = VideoDecoder.open(odd, 160, interruption)) {
      assertThat(video.next()).isTrue();
    }
  }

  @Test
  void stopsWhenCancelledFromAnotherThread() throws Exception {
    CompletableFuture<Throwable> end =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                while (true) {
                  try (VideoDecoder video = open("clip.mp4", 160)) {
                    while (video.next()) {
                      video.picture();
                    }
                  }
                }
              } catch (VideoException e) {
                return e;
              }
            });
    CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS).execute(interruption::cancel);
    assertThat(end)
        .succeedsWithin(Duration.ofSeconds(2))
        .isInstanceOfSatisfying(
            VideoException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CANCELLED));
  }

  /** Asked without a picture, FFmpeg ends the process. */
  @Test
  void hasNoPictureBeforeTheFirstAndAfterTheLast() throws Exception {
    try (VideoDecoder video = open("clip.mp4", 160)) {
      assertThatThrownBy(video::picture).hasMessageContaining("no current picture");
      video.skipPast(2_930_000);
      assertThatThrownBy(video::picture).hasMessageContaining("no current picture");
      assertThat(video.next()).isTrue();
      assertThat(video.picture().width()).isEqualTo(160);
      assertThat(video.next()).isFalse();
      assertThatThrownBy(video::picture).hasMessageContaining("no current picture");
    }
  }

  private VideoDecoder open(String clip, int frameSize) throws VideoException {
    return VideoDecoder.open(dir.resolve(clip), frameSize, interruption);
  }

  private static int numberIn(Picture picture) {
    return SelfDescribingClip.numberIn(picture.width(), picture.height(), picture.rgb());
  }

  private static List<Integer> numbersFrom(int first) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = first; i < FRAMES; i++) {
      numbers.add(i);
    }
    return numbers;
  }
}
