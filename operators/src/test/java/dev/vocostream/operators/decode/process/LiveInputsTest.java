package dev.vocostream.operators.decode.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.decode.FilmedStream;
import dev.vocostream.operators.decode.FilmingServer;
import dev.vocostream.operators.decode.SelfDescribingClip;
import dev.vocostream.operators.decode.child.LiveInput;
import dev.vocostream.operators.decode.child.LiveInput.Kind;
import dev.vocostream.operators.decode.child.Sampling;
import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import dev.vocostream.operators.decode.process.Message.Frame;
import dev.vocostream.operators.decode.process.Message.Opened;
import dev.vocostream.operators.sample.SamplingRule;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Children that watch what another FFmpeg films, in every way that is not RTSP. */
@Timeout(120)
class LiveInputsTest {
  private static final int FPS = 10;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Deadlines PATIENT =
      new Deadlines(MINUTE, MINUTE, MINUTE, MINUTE, MINUTE, Duration.ofMillis(500));

  private static DecoderRequest request(Kind kind, int port, double fps) {
    String scheme = kind == Kind.RTMP ? "rtmp" : "tcp";
    String path = kind == Kind.RTMP ? "/live/yard" : "";
    URI url = URI.create("%s://127.0.0.1:%d%s".formatted(scheme, port, path));
    LiveInput input = new LiveInput(kind, "a camera", url, "", Duration.ofSeconds(20));
    return DecoderRequest.of(input, Sampling.of(fps), 160, SamplingRule.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "MPEGTS, mpegts, h264",
    "MPEGTS, mpegts-b, mpeg4",
    "MPJPEG, mpjpeg, mjpeg",
    "FLV, flv, h264",
    "MP4, mp4, h264",
  })
  void framesComeWithTheTimesAtWhichTheyArrive(Kind kind, String format, String codec)
      throws Exception {
    try (FilmingServer server = new FilmingServer(format, FPS, 20)) {
      assertSteady(request(kind, server.port(), 1000), codec);
    }
  }

  @Test
  void rtmpIsPlayedToo() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (FilmedStream stream = FilmedStream.rtmp(port, FPS, 20)) {
      awaitListening(port);
      assertSteady(request(Kind.RTMP, port, 1000), "h264");
      assertThat(stream).isNotNull();
    }
  }

  private static void assertSteady(DecoderRequest request, String codec) throws Exception {
    long before = System.currentTimeMillis();
    try (DecoderProcess decoder = DecoderProcess.start(request, PATIENT, false)) {
      List<Frame> frames = frames(decoder, 40);

      assertThat(decoder.opened().map(Opened::codec)).contains(codec);
      assertThat(decoder.opened().map(Opened::durationMicros)).contains(0L);
      List<Integer> numbers =
          frames.stream()
              .map(f -> SelfDescribingClip.numberIn(f.width(), f.height(), f.rgb()))
              .toList();
      int first = numbers.get(0);
      assertThat(numbers).isEqualTo(IntStream.range(first, first + 40).boxed().toList());
      long last = frames.get(39).time();
      assertThat(frames.get(0).time()).isGreaterThan(before);
      assertThat(last).isBetween(System.currentTimeMillis() - 3000, System.currentTimeMillis());
      // What came while the input was being opened came at once; from then on it is steady.
      assertThat(last - frames.get(29).time()).isBetween(700L, 1300L);
    }
  }

  /** Not by connecting: it serves one client. */
  private static void awaitListening(int port) {
    String line = ":%04X 00000000:0000 0A".formatted(port);
    Awaitility.await().until(() -> Files.readString(Path.of("/proc/net/tcp")).contains(line));
  }

  private static List<Frame> frames(DecoderProcess decoder, int count) throws Exception {
    List<Frame> frames = new ArrayList<>();
    while (frames.size() < count) {
      frames.add(decoder.next().orElseThrow());
    }
    return frames;
  }

  /** Ten pictures a second, one frame a second wanted. */
  @ParameterizedTest
  @CsvSource({"5, 0, 3", "50, 7, 13"})
  void keyFramesAreAllThatIsDecodedIfTheyComeOftenEnough(int gop, int least, int most)
      throws Exception {
    try (FilmingServer server = new FilmingServer("mpegts", FPS, gop);
        DecoderProcess decoder =
            DecoderProcess.start(request(Kind.MPEGTS, server.port(), 1), PATIENT, false)) {
      Frame from = frames(decoder, 5).get(4);
      long before = decoder.accounts().decoded();
      Frame to = frames(decoder, 5).get(4);
      long decoded = decoder.accounts().decoded() - before;
      double seconds = (to.time() - from.time()) / 1000.0;
      assertThat(decoded / seconds)
          .as("%d in %.1f s", decoded, seconds)
          .isBetween((double) least, (double) most);
    }
  }

  @Test
  void aStreamThatEndsIsACameraThatIsGone() throws Exception {
    try (FilmingServer server = new FilmingServer("mpegts", FPS, 20);
        DecoderProcess decoder =
            DecoderProcess.start(request(Kind.MPEGTS, server.port(), 1000), PATIENT, false)) {
      frames(decoder, 3);
      server.close();
      assertThatThrownBy(() -> frames(decoder, 1000))
          .isInstanceOfSatisfying(
              VideoException.class, e -> assertThat(e.fault()).isEqualTo(Fault.DISCONNECTED))
          .hasMessage("a camera: the connection ended");
      assertThat(decoder.accounts().unaccounted()).isZero();
    }
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      LiveInput input =
          new LiveInput(
              Kind.RTSP,
              "a camera",
              URI.create("rtsp://127.0.0.1:%d/x".formatted(server.getLocalPort())),
              "admin:s%40cret",
              Duration.ofSeconds(1));
      try (DecoderProcess decoder =
              DecoderProcess.start(
                  DecoderRequest.of(input, Sampling.of(1), 160, SamplingRule.NONE),
                  PATIENT,
                  false);
          Socket silent = server.accept()) {
        // while it is there: with its last camera the process ends
        assertThat(Children.commandLine(decoder.pid())).doesNotContain("cret");
        assertThatThrownBy(decoder::next)
            .isInstanceOfSatisfying(
                VideoException.class, e -> assertThat(e.fault()).isEqualTo(Fault.STALLED))
            .hasMessage("a camera: no answer within the deadline");
        assertThat(silent.isConnected()).isTrue();
      }
    }
  }

  @Test
  void whatIsAnotherFormatIsNotOpened() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        DecoderProcess decoder =
            DecoderProcess.start(request(Kind.MP4, server.getLocalPort(), 1), PATIENT, false);
        Socket client = server.accept()) {
      client.getOutputStream().write("ffconcat version 1.0\nfile /etc/passwd\n".getBytes());
      client.shutdownOutput();
      assertThatThrownBy(decoder::next)
          .isInstanceOfSatisfying(
              VideoException.class,
              e -> assertThat(e.fault()).isIn(Fault.NOT_A_VIDEO, Fault.DISCONNECTED));
    }
  }
}
