package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.simulated.CameraLogin;
import dev.vocostream.operators.simulated.FilePage;
import dev.vocostream.operators.simulated.HlsPage;
import dev.vocostream.operators.simulated.HttpCamera;
import dev.vocostream.operators.simulated.HttpFault;
import dev.vocostream.operators.simulated.HttpFault.Kind;
import dev.vocostream.operators.simulated.HttpSettings;
import dev.vocostream.operators.simulated.JpegClip;
import dev.vocostream.operators.simulated.MjpegPage;
import dev.vocostream.operators.simulated.TransportStreamPage;
import dev.vocostream.operators.simulated.UdpTransportStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cameras by HTTP and UDP: what they send is asked for here, and only bytes go to the decoder. */
@Timeout(180)
class HttpCamerasTest extends WatchedCameras {
  private static JpegClip jpegs;
  private static Path file;

  @BeforeAll
  static void writeMore() throws Exception {
    jpegs = JpegClip.of(IntStream.range(0, 40).mapToObj(SelfDescribingClip::picture).toList(), FPS);
    file = SelfDescribingClip.write(dir.resolve("clip.mp4"), 40, FPS);
  }

  private static HttpSettings settings() throws Exception {
    return HttpSettings.of(
        Map.of(
            "/mjpeg", new MjpegPage(jpegs),
            "/live.ts", new TransportStreamPage(clip),
            "/hls/", new HlsPage(clip, 1),
            "/clip.mp4", new FilePage(file, "video/mp4")));
  }

  private static int number(Frame frame) {
    return SelfDescribingClip.numberIn(frame.width(), frame.height(), frame.rgb());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mjpeg", "/live.ts", "/hls/live.m3u8"})
  void everyPictureComesAtItsPace(String path) throws Exception {
    try (HttpCamera server = HttpCamera.start(settings())) {
      watch(null, camera("yard", server.url(path), ""));
      untilFrames("yard", 30);
      assertSteady();
    }
  }

  /** The next 30 frames. */
  private void assertSteady() throws Exception {
    int from = frames("yard").size();
    untilFrames("yard", 31);
    List<Frame> frames = frames("yard").subList(from, from + 31);
    int replaced = 0;
    for (int i = 1; i < 31; i++) {
      int step = (number(frames.get(i)) - number(frames.get(i - 1)) + 40) % 40;
      replaced += step - 1;
      assertThat(step).as("numbers go on").isBetween(1, 20);
    }
    long millis = frames.get(30).time() - frames.get(0).time();
    assertThat(millis).isBetween(2000 + 100L * replaced, 4500 + 100L * replaced);
    assertThat(System.currentTimeMillis() - frames.get(30).time()).isBetween(0L, 4000L);
    assertThat(newest("yard").state()).isEqualTo(State.ONLINE);
  }

  @Test
  void aFileOnAServerIsPlayedOverAndOver() throws Exception {
    try (HttpCamera server = HttpCamera.start(settings())) {
      watch(null, camera("yard", server.url("/clip.mp4"), ""));
      assertThat(untilState("yard", State.OFFLINE).reason()).contains("ended its stream");
      untilFrames("yard", 1);
    }
  }

  @Test
  void udpIsReceivedHere() throws Exception {
    int port;
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    watch(null, camera("yard", "udp://127.0.0.1:" + port, ""));
    try (UdpTransportStream sender = UdpTransportStream.start(clip, to)) {
      untilFrames("yard", 30);
      assertSteady();
      assertThat(sender).isNotNull();
    }
    untilState("yard", State.STALLED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"basic", "digest"})
  void whoeverMayLookIsToldByTheServer(String kind) throws Exception {
    CameraLogin login =
        kind.equals("basic")
            ? CameraLogin.basic("viewer", "pa ss:/\"%")
            : CameraLogin.digest("viewer", "pa ss:/\"%");
    Path secrets =
        Files.writeString(
            dir.resolve("logins"),
            "good@127.0.0.1=viewer:pa ss:/\"%\nbad@127.0.0.1=viewer:wrongword\n");
    try (HttpCamera server = HttpCamera.start(settings().withLogin(login))) {
      watch(
          secrets.toString(),
          camera("good", server.url("/live.ts"), "good"),
          camera("bad", server.url("/live.ts"), "bad"));
      untilFrames("good", 5);
      assertThat(untilState("bad", State.REFUSED).reason())
          .contains("401")
          .doesNotContain("wrongword");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SILENT, STALLED, no answer within",
    "ENDLESS_HEADERS, OFFLINE, header",
    "UNAUTHORIZED, REFUSED, 401",
    "NOT_FOUND, OFFLINE, 404",
    "WRONG_TYPE, OFFLINE, sends neither",
    "HUGE_PICTURE, OFFLINE, ended",
    "ENDLESS_PLAYLIST, OFFLINE, more than",
  })
  void whatAServerDoesWrongIsAStateWithItsReason(Kind fault, State state, String reason)
      throws Exception {
    try (HttpCamera server = HttpCamera.start(settings())) {
      server.fault(HttpFault.of(fault));
      watch(null, camera("yard", server.url("/mjpeg"), ""));
      assertThat(untilState("yard", state).reason()).contains(reason, "127.0.0.1");
      assertThat(frames("yard")).isEmpty();
    }
  }

  /** The trap is allowed by its address, and not by its port or scheme. */
  @ParameterizedTest
  @CsvSource({
    "REDIRECT, http://127.0.0.1:%d/x",
    "REDIRECT, rtsp://127.0.0.1:%d/x",
    "PLAYLIST_ELSEWHERE, http://127.0.0.1:%d/x.ts",
    "PLAYLIST_ELSEWHERE, file:///etc/passwd",
  })
  void nobodyLeadsElsewhere(String fault, String location) throws Exception {
    try (ServerSocket trap = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        HttpCamera server = HttpCamera.start(settings())) {
      server.fault(HttpFault.to(Kind.valueOf(fault), location.formatted(trap.getLocalPort())));
      watch(null, camera("yard", server.url("/mjpeg"), ""));
      untilState("yard", State.BLOCKED);
      trap.setSoTimeout(300);
      assertThatThrownBy(trap::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }
}
