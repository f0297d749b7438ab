package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.simulated.CameraLogin;
import dev.vocostream.operators.simulated.RtspFault;
import dev.vocostream.operators.simulated.RtspServer;
import dev.vocostream.operators.simulated.RtspSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a camera, as its state says it. */
@Timeout(180)
class SickCamerasTest extends WatchedCameras {
  @Test
  void aRedirectIsBlocked() throws Exception {
    try (ServerSocket trap = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        RtspServer server = server()) {
      server.fault(RtspFault.redirect("rtsp://127.0.0.1:%d/x".formatted(trap.getLocalPort())));
      watch(null, camera("yard", server));
      assertThat(untilState("yard", State.BLOCKED).reason()).contains("redirect");
      trap.setSoTimeout(300);
      assertThatThrownBy(trap::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"basic", "digest"})
  void aWrongPasswordIsRefusedAndTheRightOneIsNot(String kind) throws Exception {
    String password = "p@ss:w%40rd/?#";
    CameraLogin login =
        kind.equals("basic")
            ? CameraLogin.basic("admin", password)
            : CameraLogin.digest("admin", password);
    Path secrets =
        Files.writeString(
            dir.resolve("secrets"),
            ("# cameras\ngood@127.0.0.1=admin:%s\nbad@127.0.0.1=admin:nonsense\n"
                    + "free=admin:%s\nelsewhere@cam.example=admin:%s\n")
                .formatted(password, password, password));
    try (RtspServer server = RtspServer.start(RtspSettings.of(clip).withLogin(login))) {
      watch(
          secrets.toString(),
          camera("good", server.url(), "good"),
          camera("bad", server.url(), "bad"),
          camera("free", server.url(), "free"),
          camera("elsewhere", server.url(), "elsewhere"),
          camera("unknown", server.url(), "unknown"));
      untilFrames("good", 5);
      CameraReport refused = untilState("bad", State.REFUSED);
      assertThat(refused.reason()).contains("401").doesNotContain("nonsense", "admin");
      for (String camera : List.of("free", "elsewhere", "unknown")) {
        assertThat(untilState(camera, State.REFUSED).reason())
            .as("whether or not there is a secret of this name")
            .isEqualTo(
                "cannot use secret '%s' for this host: expected a line %s@127.0.0.1=user:password"
                    + " in %s",
                camera, camera, secrets);
      }
      assertThat(newest("good").state()).isEqualTo(State.ONLINE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rtsp://169.254.169.254/latest, metadata",
    "rtsp://10.1.2.3/stream, not listed",
    "rtsp://admin:canary@127.0.0.1/stream, secret",
    "srt://127.0.0.1:9, not enabled",
    "device:/dev/video0, have FFmpeg offer it by srt",
    "concat:rtsp://127.0.0.1/a, inside a URL",
    "file+rtsp://127.0.0.1/a, URL",
  })
  void aHostileUrlIsBlockedBeforeAnythingIsStarted(String url, String reason) throws Exception {
    watch(null, camera("yard", url, ""));
    CameraReport blocked = untilState("yard", State.BLOCKED);
    assertThat(blocked.reason()).contains(reason).doesNotContain("canary");
    assertThat(Offspring.decoders()).isEmpty();
  }
}
