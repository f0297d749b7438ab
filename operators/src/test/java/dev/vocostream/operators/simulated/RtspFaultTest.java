package dev.vocostream.operators.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.simulated.RtspFault.Kind;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault, as FFmpeg meets it. */
@Timeout(60)
class RtspFaultTest {
  private static final Map<String, String> IMPATIENT =
      Map.of("rtsp_transport", "tcp", "timeout", "1500000");
  private static final int PICTURES = 10;

  @TempDir static Path dir;

  private static H264Clip clip;

  private RtspServer server;

  @BeforeAll
  static void writeClip() throws Exception {
    clip = Clips.numbered(dir);
  }

  @BeforeEach
  void start() throws Exception {
    server = RtspServer.start(RtspSettings.of(clip));
  }

  @AfterEach
  void close() {
    server.close();
    assertThat(Clips.threadsOf("simulated")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {
        "SILENT",
        "REDIRECT",
        "UNAUTHORIZED",
        "NOT_FOUND",
        "BROKEN_SDP",
        "SILENT_AFTER_DESCRIBE"
      })
  void cannotBeOpenedUntilTheFaultIsGone(Kind kind) throws Exception {
    server.fault(new RtspFault(kind, 0, "rtsp://127.0.0.1:1/elsewhere"));
    assertThatThrownBy(() -> FfmpegClient.open(server.url(), IMPATIENT));

    server.fault(RtspFault.NONE);
    Clips.assertConsecutive(FfmpegClient.numbers(server.url(), 3, IMPATIENT));
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"STALL", "CLOSE", "RESET"})
  void endsAfterSoManyPictures(Kind kind) {
    server.fault(RtspFault.at(PICTURES, kind));
    Watching watching = Watching.start(server.url(), IMPATIENT);
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(watching::hasEnded);
    assertThat(watching.end()).hasMessageStartingWith("read: ");
    assertThat(watching.numbers()).hasSizeBetween(PICTURES - 1, PICTURES);
    Clips.assertConsecutive(watching.numbers());
  }

  @Test
  void playingMayBeSaidOnly() {
    server.fault(RtspFault.of(Kind.SILENT_AFTER_PLAY));
    Watching watching = Watching.start(server.url(), IMPATIENT);
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(watching::hasEnded);
    assertThat(watching.numbers()).isEmpty();
  }

  @Test
  void garbageIsNoPictureAndNoEnd() {
    int pictures = 3 * PICTURES; // FFmpeg looks at twenty to find out their rate
    server.fault(RtspFault.at(pictures, Kind.GARBAGE));
    Watching watching = Watching.start(server.url(), IMPATIENT);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> watching.numbers().size() >= pictures - 2);
    Awaitility.await()
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(10))
        .until(() -> watching.numbers().size() <= pictures);
    assertThat(watching.hasEnded()).isFalse();
    server.close();
    Awaitility.await().until(watching::hasEnded);
  }

  @Test
  void timeMayJump() throws Exception {
    server.fault(RtspFault.at(PICTURES, Kind.TIME_JUMP));
    try (FfmpegClient client = FfmpegClient.open(server.url(), IMPATIENT)) {
      long first = 0;
      for (int i = 0; i < PICTURES + 5; i++) {
        client.next();
        first = i == 1 ? client.mediaMicros() : first;
      }
      assertThat(client.mediaMicros() - first).isGreaterThan(3_600_000_000L);
    }
  }

  @Test
  void headersMayHaveNoEnd() throws Exception {
    server.fault(RtspFault.of(Kind.ENDLESS_HEADERS));
    try (Socket client = new Socket("127.0.0.1", server.port())) {
      String request = "OPTIONS " + server.url() + " RTSP/1.0\r\nCSeq: 1\r\n\r\n";
      client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] headers = client.getInputStream().readNBytes(100_000);
      assertThat(new String(headers, StandardCharsets.US_ASCII))
          .startsWith("RTSP/1.0 200 OK\r\n")
          .doesNotContain("\r\n\r\n");
    }
  }
}
