package dev.vocostream.operators.decode.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.decode.Playhead;
import dev.vocostream.operators.decode.SelfDescribingClip;
import dev.vocostream.operators.decode.child.Interruption;
import dev.vocostream.operators.decode.child.VideoDecoder;
import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import dev.vocostream.operators.decode.process.Message.Ended;
import dev.vocostream.operators.decode.process.Message.Frame;
import dev.vocostream.operators.sample.SamplingRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With real processes. */
@Timeout(120)
class DecoderProcessTest {
  private static final int PICTURES = 75;
  private static final int FPS = 25;
  private static final long START = 1_700_000_000_123L;
  private static final Deadlines PATIENT = deadlines(Duration.ofMinutes(1));

  @TempDir static Path dir;

  private static Path clip;

  @BeforeAll
  static void writeClip() throws Exception {
    boolean anyName = "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
    String name = anyName ? "cl\u00efp.mp4" : "clip.mp4";
    clip = SelfDescribingClip.write(dir.resolve(name), PICTURES, FPS);
  }

  private static Deadlines deadlines(Duration nextFrame) {
    Duration minute = Duration.ofMinutes(1);
    return new Deadlines(minute, minute, minute, nextFrame, minute, Duration.ofMillis(500));
  }

  private static DecoderRequest request(Path file, double fps, Playhead from) {
    return new DecoderRequest(file.toString(), fps, 160, START, from);
  }

  private static DecoderProcess start(double fps) throws Exception {
    return DecoderProcess.start(request(clip, fps, Playhead.START), PATIENT, false);
  }

  private static List<Frame> all(DecoderProcess decoder) throws Exception {
    List<Frame> frames = new ArrayList<>();
    Optional<Frame> next = decoder.next();
    while (next.isPresent()) {
      frames.add(next.get());
      next = decoder.next();
    }
    return frames;
  }

  @Test
  void framesAreThoseThatDecodingInProcessGives() throws Exception {
    Playhead later = new Playhead(2, 6_000_000, 1_500_000, START + 7_500);
    for (double fps : List.of(1000.0, 10.0, 0.7)) {
      for (Playhead from : List.of(Playhead.START, later)) {
        try (DecoderProcess decoder =
            DecoderProcess.start(request(clip, fps, from), PATIENT, false)) {
          assertSame(all(decoder), from, fps);
          assertThat(decoder.ended().map(Ended::cutOff)).contains(false);
          assertThat(decoder.accounts().unaccounted()).isZero();
          assertThat(decoder.accounts().decoded()).isPositive();
          assertThat(decoder.accounts().beforeStart() > 0).isEqualTo(from == later);
          assertThat(decoder.next()).as("after the end").isEmpty();
        }
      }
    }
  }

  private static void assertSame(List<Frame> frames, Playhead from, double fps) throws Exception {
    Playhead playhead = from;
    int at = 0;
    try (VideoDecoder video = VideoDecoder.open(clip, 160, new Interruption())) {
      if (from.positionMicros() >= 0) {
        video.skipPast(from.positionMicros());
      }
      while (video.next()) {
        long time = playhead.timeOf(START, video.mediaMicros());
        if (new SamplingRule(fps).keeps(playhead.lastFrame(), time)) {
          playhead = playhead.at(video.mediaMicros(), time);
          Frame frame = frames.get(at++);
          assertThat(frame.time()).isEqualTo(time);
          assertThat(frame.mediaMicros()).isEqualTo(video.mediaMicros());
          assertThat(frame.rgb()).isEqualTo(video.picture().rgb());
        }
      }
    }
    assertThat(frames).hasSize(at);
    assertThat(at).isPositive();
  }

  @Test
  void aFrameThatIsNotTakenIsReplacedByTheNewest() throws Exception {
    try (DecoderProcess decoder =
        DecoderProcess.start(request(clip, 1000, Playhead.START), PATIENT, true)) {
      Children.await(() -> decoder.ended().isPresent());
      Frame last = decoder.next().orElseThrow();
      assertThat(last.sequence()).isEqualTo(PICTURES - 1);
      assertThat(decoder.next()).isEmpty();
      assertThat(decoder.accounts()).isEqualTo(new Accounts(PICTURES, 1, PICTURES - 1, 0, 0, 0, 0));
    }
  }

  @Test
  void whatIsWrongWithAFileIsToldAsInProcess() throws Exception {
    Path text = Files.writeString(dir.resolve("text.mp4"), "just words\n".repeat(50));
    assertFault(dir.resolve("none.mp4"), Fault.MISSING);
    assertFault(text, Fault.NOT_A_VIDEO);
    assertFault(dir, Fault.NOT_A_FILE);
  }

  private static void assertFault(Path file, Fault fault) throws Exception {
    try (DecoderProcess decoder =
        DecoderProcess.start(request(file, 1, Playhead.START), PATIENT, false)) {
      assertThatThrownBy(decoder::next)
          .isInstanceOfSatisfying(VideoException.class, e -> assertThat(e.fault()).isEqualTo(fault))
          .hasMessageContaining(file.toString());
      assertThat(decoder.accounts().unaccounted()).isZero();
    }
  }

  @Test
  void aKilledChildIsReportedAtOnceAndAnotherOneCanBeStarted() throws Exception {
    try (DecoderProcess decoder = start(1000)) {
      decoder.next().orElseThrow();
      Children.signal("KILL", decoder.pid());
      long killed = System.nanoTime();
      assertThatThrownBy(() -> all(decoder))
          .isInstanceOfSatisfying(
              VideoException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CRASHED))
          .hasMessageContaining("was ended by signal 9");
      long millis = (System.nanoTime() - killed) / 1_000_000;
      System.out.println("a killed decoder was reported after " + millis + " ms");
      assertThat(millis).isLessThan(1000);
    }
    try (DecoderProcess decoder = start(1000)) {
      assertThat(all(decoder)).hasSize(PICTURES);
    }
  }

  @Test
  void aStoppedChildIsNoticedByTheNextFrameAndCanBeClosed() throws Exception {
    Deadlines impatient = deadlines(Duration.ofMillis(700));
    DecoderProcess decoder =
        DecoderProcess.start(request(clip, 1000, Playhead.START), impatient, false);
    try (decoder) {
      decoder.next().orElseThrow();
      Children.signal("STOP", decoder.pid());
      assertThatThrownBy(() -> all(decoder))
          .isInstanceOfSatisfying(
              VideoException.class, e -> assertThat(e.fault()).isEqualTo(Fault.STALLED))
          .hasMessageContaining("no next frame within 700 ms");
    }
    assertThat(Children.isAlive(decoder.pid())).isFalse();
  }

  @Test
  void closingEndsAStoppedChildToo() throws Exception {
    DecoderProcess decoder = start(1000);
    decoder.next().orElseThrow();
    Children.signal("STOP", decoder.pid());
    long before = System.nanoTime();
    decoder.close();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    assertThat(Children.isAlive(decoder.pid())).isFalse();
    assertThatThrownBy(decoder::next).hasMessageContaining("closed");
  }

  @Test
  void aDecoderEndsWhenItsParentIsKilled() throws Exception {
    Path longClip = SelfDescribingClip.write(dir.resolve("long.mp4"), 300, FPS);
    Process parent = Children.startParent(longClip);
    try {
      String said = parent.inputReader().readLine();
      assertThat(said).startsWith("decoder ");
      long decoder = Long.parseLong(said.substring("decoder ".length()));
      assertThat(Children.isAlive(decoder)).isTrue();
      parent.destroyForcibly();
      Children.await(() -> !Children.isAlive(decoder));
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void fourAtOnceCloseAndLeaveNothingBehind() throws Exception {
    List<DecoderProcess> decoders = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      decoders.add(start(1000));
    }
    for (DecoderProcess decoder : decoders) {
      decoder.next().orElseThrow();
    }
    decoders.forEach(DecoderProcess::close);
    for (DecoderProcess decoder : decoders) {
      assertThat(Children.isAlive(decoder.pid())).isFalse();
      assertThat(Children.threadsOf(decoder)).isEmpty();
      assertThat(decoder.accounts().untaken()).isPositive();
    }
  }
}
