package dev.vocostream.operators.decode.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.decode.Playhead;
import dev.vocostream.operators.decode.SelfDescribingClip;
import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import dev.vocostream.operators.decode.process.Message.Ended;
import dev.vocostream.operators.decode.process.Message.Frame;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a decoder shows of itself, and of what it was asked. */
@Timeout(120)
class DecoderReportTest {
  @TempDir static Path dir;

  private static Path clip;

  @BeforeAll
  static void writeClip() throws Exception {
    clip = SelfDescribingClip.write(dir.resolve("clip.mkv"), 75, 25);
  }

  private static DecoderProcess start(String input) throws VideoException, InterruptedException {
    DecoderRequest request = new DecoderRequest(input, 1000, 160, 0, Playhead.START);
    return DecoderProcess.start(request, Deadlines.of(1), false);
  }

  /** As a codec that writes where it should not. */
  @Test
  void aCrashInNativeCodeIsReportedWithItsName() throws Exception {
    try (DecoderProcess decoder = start(clip.toString())) {
      decoder.next().orElseThrow();
      Children.signal("SEGV", decoder.pid());
      assertThatThrownBy(() -> drain(decoder))
          .isInstanceOfSatisfying(
              VideoException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CRASHED))
          .hasMessageContaining("SIGSEGV");
    }
  }

  private static void drain(DecoderProcess decoder) throws Exception {
    while (decoder.next().isPresent()) {
      assertThat(decoder.ended()).isEmpty();
    }
  }

  @Test
  void aVideoThatIsCutOffEndsAsSuch() throws Exception {
    Path cut = SelfDescribingClip.cutOff(clip, dir.resolve("cut.mkv"), 0.5);
    try (DecoderProcess decoder = start(cut.toString())) {
      while (decoder.next().isPresent()) {
        assertThat(decoder.accounts().delivered()).isLessThan(75);
      }
      assertThat(decoder.ended().map(Ended::cutOff)).contains(true);
    }
  }

  @Test
  void aPasswordIsShownNowhere() throws Exception {
    String input = "rtsp://admin:p@ss:w%40rd/?#@10.0.0.7/stream";
    DecoderRequest request = new DecoderRequest(input, 1, 160, 0, Playhead.START);
    assertThat(request.toString()).doesNotContain("admin", "rd/?#");
    try (DecoderProcess decoder = DecoderProcess.start(request, Deadlines.of(1), false)) {
      assertThatThrownBy(decoder::next)
          .isInstanceOf(VideoException.class)
          .message()
          .contains("10.0.0.7/stream")
          .doesNotContain("admin", "ss:w", "w%40", "rd/?#");
      assertThat(decoder.lastWords().toString()).doesNotContain("admin", "w%40", "rd/?#");
    }
  }

  @Test
  void othersSeeNeitherTheInputNorOurEnvironment() throws Exception {
    try (DecoderProcess decoder = start(clip.toString())) {
      Frame first = decoder.next().orElseThrow();
      assertThat(Children.commandLine(decoder.pid()))
          .contains(DecoderMain.class.getName())
          .doesNotContain(clip.toString())
          .doesNotContain("flink");
      assertThat(Children.environment(decoder.pid())).doesNotContain("PATH=/").contains("LC_ALL");
      assertThat(first.arrival()).isPositive();
    }
  }

  /** For the eye: what a decoder costs depends on the machine and on what else it does. */
  @Test
  void tellsWhatADecoderCosts() throws Exception {
    long before = System.nanoTime();
    try (DecoderProcess decoder = start(clip.toString())) {
      decoder.next().orElseThrow();
      long millis = (System.nanoTime() - before) / 1_000_000;
      System.out.printf(
          "a decoder: first frame after %d ms, %s, started by %s%n",
          millis, Children.memory(decoder.pid()), ChildCommand.limits());
      assertThat(millis).isPositive();
    }
  }
}
