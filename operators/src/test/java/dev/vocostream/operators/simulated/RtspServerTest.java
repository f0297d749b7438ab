package dev.vocostream.operators.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With FFmpeg as the client. */
@Timeout(120)
class RtspServerTest {
  @TempDir static Path dir;

  private static H264Clip clip;

  @BeforeAll
  static void writeClip() throws Exception {
    clip = Clips.numbered(dir);
  }

  private static RtspServer start() throws Exception {
    return RtspServer.start(RtspSettings.of(clip));
  }

  @Test
  void everyPictureArrivesInOrderAndTheClipBeginsAgain() throws Exception {
    try (RtspServer server = start()) {
      int count = Clips.PICTURES + 15;
      Clips.assertConsecutive(FfmpegClient.numbers(server.url(), count, FfmpegClient.OVER_TCP));
    }
  }

  @Test
  void udpCarriesTheSame() throws Exception {
    try (RtspServer server = start()) {
      Clips.assertConsecutive(FfmpegClient.numbers(server.url(), 15, FfmpegClient.OVER_UDP));
    }
  }

  @Test
  void mediaTimeFollowsTheRate() throws Exception {
    try (RtspServer server = start();
        FfmpegClient client = FfmpegClient.open(server.url(), FfmpegClient.OVER_TCP)) {
      client.next();
      for (int i = 0; i < 12; i++) {
        long before = client.mediaMicros();
        client.next();
        if (i > 0) { // FFmpeg knows no time of the first picture
          assertThat(client.mediaMicros() - before).isEqualTo(100_000);
        }
      }
    }
  }

  @Test
  void severalClientsSeeEveryPicture() throws Exception {
    try (RtspServer server = start()) {
      List<Watching> clients =
          Stream.generate(() -> Watching.start(server.url(), FfmpegClient.OVER_TCP))
              .limit(3)
              .toList();
      for (Watching client : clients) {
        Awaitility.await().until(() -> client.numbers().size() >= 12);
        Clips.assertConsecutive(client.numbers());
      }
      assertThat(server.accepted()).isEqualTo(3);
    }
  }

  @Test
  void loginIsAskedForAndChecked() throws Exception {
    for (CameraLogin login :
        List.of(CameraLogin.basic("viewer", "pass"), CameraLogin.digest("viewer", "pass"))) {
      try (RtspServer server = RtspServer.start(RtspSettings.of(clip).withLogin(login))) {
        String with = server.url().replace("rtsp://", "rtsp://viewer:pass@");
        Clips.assertConsecutive(FfmpegClient.numbers(with, 3, FfmpegClient.OVER_TCP));
        for (String url : List.of(server.url(), with.replace("pass", "wrong"))) {
          assertThatThrownBy(() -> FfmpegClient.open(url, FfmpegClient.OVER_TCP))
              .as("%s", login)
              .hasMessageContaining("401");
        }
      }
    }
  }

  @Test
  void senderReportsTellAClockThatMayBeWrong() throws Exception {
    for (Duration ahead : List.of(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(-30))) {
      RtspSettings settings =
          RtspSettings.of(clip).withClockSkew(ahead).withReportEvery(Duration.ofMillis(300));
      try (RtspServer server = RtspServer.start(settings);
          FfmpegClient client = FfmpegClient.open(server.url(), FfmpegClient.OVER_TCP)) {
        while (client.serverClockMicros() < 0) {
          client.next();
        }
        client.next();
        long shown = (client.serverClockMicros() + client.mediaMicros()) / 1000;
        long expected = System.currentTimeMillis() + ahead.toMillis();
        assertThat(shown).as("ahead by %s", ahead).isCloseTo(expected, within(3000L));
      }
    }
  }

  @Test
  void withoutReportsTheClockStaysUnknown() throws Exception {
    RtspSettings settings = RtspSettings.of(clip).withReportEvery(Duration.ZERO);
    try (RtspServer server = RtspServer.start(settings);
        FfmpegClient client = FfmpegClient.open(server.url(), FfmpegClient.OVER_TCP)) {
      for (int i = 0; i < 15; i++) {
        client.next();
      }
      assertThat(client.serverClockMicros()).isNegative();
    }
  }

  @Test
  void anotherPathIsNotFound() throws Exception {
    try (RtspServer server = start()) {
      String url = server.url().replace("live", "other");
      assertThatThrownBy(() -> FfmpegClient.open(url, Map.of())).hasMessageContaining("404");
    }
  }

  @Test
  void closingEndsClientsAtOnceFreesThePortAndLeavesNoThread() throws Exception {
    RtspServer server = start();
    try (Socket idle = new Socket("127.0.0.1", server.port())) {
      Watching watching = Watching.start(server.url(), FfmpegClient.OVER_TCP);
      Awaitility.await().until(() -> Clips.threadsOf("simulated rtsp player").size() == 1);
      server.close();
      assertThat(idle.getInputStream().read()).isEqualTo(-1);
      Awaitility.await().until(watching::hasEnded);
      assertThat(Clips.threadsOf("simulated rtsp")).isEmpty();
    }
    try (RtspServer again = RtspServer.start(RtspSettings.of(clip).withPort(server.port()))) {
      assertThat(again.port()).isEqualTo(server.port());
    }
  }
}
