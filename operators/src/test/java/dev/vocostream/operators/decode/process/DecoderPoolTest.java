package dev.vocostream.operators.decode.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.decode.Playhead;
import dev.vocostream.operators.decode.SelfDescribingClip;
import dev.vocostream.operators.decode.child.LiveInput;
import dev.vocostream.operators.decode.child.LiveInput.Kind;
import dev.vocostream.operators.decode.child.Sampling;
import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import dev.vocostream.operators.decode.process.Message.Frame;
import dev.vocostream.operators.sample.SamplingRule;
import dev.vocostream.operators.simulated.H264Clip;
import dev.vocostream.operators.simulated.RtspFault;
import dev.vocostream.operators.simulated.RtspServer;
import dev.vocostream.operators.simulated.RtspSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several cameras a process, with real processes and a simulated camera that all of them watch. */
@Timeout(120)
class DecoderPoolTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Deadlines PATIENT =
      new Deadlines(MINUTE, MINUTE, MINUTE, MINUTE, MINUTE, Duration.ofMillis(500));

  @TempDir static Path dir;

  private static H264Clip clip;

  private final List<DecoderProcess> decoders = new ArrayList<>();
  private final DecoderPool pool = new DecoderPool(3);

  @BeforeAll
  static void writeClip() throws Exception {
    clip = H264Clip.read(SelfDescribingClip.write(dir.resolve("clip.h264"), 20, 10), 10);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    decoders.forEach(DecoderProcess::close);
    for (DecoderProcess decoder : decoders) {
      assertThat(Children.isAlive(decoder.pid())).isFalse();
      assertThat(Children.threadsOf(decoder)).isEmpty();
    }
  }

  private static DecoderRequest request(RtspServer server, Duration patience) {
    LiveInput input = new LiveInput(Kind.RTSP, "a camera", URI.create(server.url()), "", patience);
    return DecoderRequest.of(input, Sampling.of(1000), 80, SamplingRule.NONE);
  }

  private DecoderProcess start(RtspServer server, boolean alone) throws Exception {
    DecoderProcess decoder = pool.start(request(server, MINUTE), PATIENT, alone);
    decoders.add(decoder);
    return decoder;
  }

  private static void take(DecoderProcess decoder, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      Frame frame = decoder.next().orElseThrow();
      assertThat(frame.rgb()).hasSize(frame.width() * frame.height() * 3);
    }
  }

  /** Of the child, one a stream; the kernel knows threads by their names as well. */
  private static List<String> streamsOf(DecoderProcess decoder) throws IOException {
    List<String> names = new ArrayList<>();
    Path tasks = Path.of("/proc", String.valueOf(decoder.pid()), "task");
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        try {
          names.add(Files.readString(thread.resolve("comm")).strip());
        } catch (IOException e) {
          assertThat(thread).as("it has ended meanwhile").doesNotExist();
        }
      }
    }
    return names.stream().filter(name -> name.startsWith("stream ")).sorted().toList();
  }

  @Test
  void asManyAsWereAskedForShareAProcessAndOneThatLeavesDisturbsNobody() throws Exception {
    try (RtspServer server = RtspServer.start(RtspSettings.of(clip))) {
      for (int i = 0; i < 4; i++) {
        take(start(server, false), 3);
      }
      assertThat(decoders.subList(0, 3)).extracting(DecoderProcess::pid).containsOnly(pid(0));
      assertThat(pid(3)).isNotEqualTo(pid(0));
      assertThat(streamsOf(decoders.get(0))).containsExactly("stream 1", "stream 2", "stream 3");

      decoders.get(1).close();
      Children.await(() -> streamsOf(decoders.get(0)).equals(List.of("stream 1", "stream 3")));
      take(decoders.get(0), 5);
      take(decoders.get(2), 5);

      take(start(server, false), 3);
      assertThat(pid(4)).as("who comes later takes the place").isEqualTo(pid(0));
    }
  }

  private long pid(int decoder) {
    return decoders.get(decoder).pid();
  }

  @Test
  void aCameraThatSaysNothingIsInterruptedAndItsNeighbourGoesOn() throws Exception {
    try (RtspServer server = RtspServer.start(RtspSettings.of(clip));
        RtspServer silent = RtspServer.start(RtspSettings.of(clip))) {
      silent.fault(RtspFault.of(RtspFault.Kind.SILENT));
      DecoderProcess healthy = start(server, false);
      take(healthy, 2);
      DecoderProcess stalled = pool.start(request(silent, Duration.ofSeconds(1)), PATIENT, false);
      decoders.add(stalled);
      assertThat(stalled.pid()).isEqualTo(healthy.pid());
      assertThatThrownBy(stalled::next)
          .isInstanceOfSatisfying(
              VideoException.class, e -> assertThat(e.fault()).isEqualTo(Fault.STALLED));
      stalled.close();
      take(healthy, 20);
    }
  }

  @Test
  void aCrashIsEverybodysAndWhoeverWasInItCanBeDecodedAlone() throws Exception {
    try (RtspServer server = RtspServer.start(RtspSettings.of(clip))) {
      DecoderProcess one = start(server, false);
      DecoderProcess other = start(server, false);
      take(one, 2);
      take(other, 2);
      Children.signal("SEGV", one.pid());
      for (DecoderProcess crashed : List.of(one, other)) {
        assertThatThrownBy(() -> take(crashed, 1000))
            .isInstanceOfSatisfying(
                VideoException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CRASHED))
            .hasMessageContaining("SIGSEGV");
      }
      DecoderProcess alone = start(server, true);
      DecoderProcess shared = start(server, false);
      take(alone, 2);
      take(shared, 2);
      assertThat(List.of(alone.pid(), shared.pid())).doesNotHaveDuplicates();
      assertThat(one.accounts().unaccounted()).as("lost, at most").isNotNegative();
    }
  }

  /** Whether it is just in the codec, or reads, or writes, when it is asked to end. */
  @Test
  void oneThatIsClosedWheneverItMayBeDecodingDisturbsNobody() throws Exception {
    Path file = SelfDescribingClip.write(dir.resolve("clip.mp4"), 300, 10);
    DecoderRequest request = new DecoderRequest(file.toString(), 1, 80, 0, Playhead.START);
    DecoderHost host = DecoderHost.start(80, 3, Starts.SHARED.take());
    playToItsEnd(startIn(host, request)); // it stays, and so does the process
    for (int round = 0; round < 20; round++) {
      DecoderProcess leaves = startIn(host, request);
      DecoderProcess stays = startIn(host, request);
      take(leaves, 1 + round % 5);
      leaves.close();
      playToItsEnd(stays);
      stays.close();
    }
  }

  private DecoderProcess startIn(DecoderHost host, DecoderRequest request) throws Exception {
    DecoderProcess decoder = DecoderProcess.in(host, request, PATIENT, true).orElseThrow();
    decoders.add(decoder);
    return decoder;
  }

  private static void playToItsEnd(DecoderProcess decoder) throws Exception {
    while (decoder.next().isPresent()) {}
    assertThat(decoder.ended().orElseThrow().decoded()).isEqualTo(300);
  }

  @Test
  void oneThatCannotBeInterruptedCostsItsGroupTheProcess() throws Exception {
    Duration leaveLimit = Duration.ofMillis(300);
    DecoderHost host =
        DecoderHost.start(StubbornDecoder.program(), 80, 2, leaveLimit, Starts.SHARED.take());
    DecoderRequest request = new DecoderRequest("/none", 1, 80, 0, Playhead.START);
    DecoderProcess hangs = DecoderProcess.in(host, request, PATIENT, true).orElseThrow();
    DecoderProcess other = DecoderProcess.in(host, request, PATIENT, true).orElseThrow();
    decoders.addAll(List.of(hangs, other));
    assertThat(DecoderProcess.in(host, request, PATIENT, true)).as("there is no room").isEmpty();

    hangs.close();

    assertThatThrownBy(other::next)
        .isInstanceOfSatisfying(
            VideoException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CRASHED))
        .hasMessageContaining("was killed, since another camera of it hung");
    assertThat(DecoderProcess.in(host, request, PATIENT, true)).isEmpty();
  }
}
