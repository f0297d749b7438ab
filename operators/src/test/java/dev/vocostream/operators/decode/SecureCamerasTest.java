package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.decode.live.CameraAccess;
import dev.vocostream.operators.decode.live.LiveConnections;
import dev.vocostream.operators.gate.Gates;
import dev.vocostream.operators.gate.ProxySettings;
import dev.vocostream.operators.gate.TestCertificate;
import dev.vocostream.operators.simulated.HttpCamera;
import dev.vocostream.operators.simulated.HttpSettings;
import dev.vocostream.operators.simulated.RtmpCamera;
import dev.vocostream.operators.simulated.RtspServer;
import dev.vocostream.operators.simulated.TlsFront;
import dev.vocostream.operators.simulated.TransportStreamPage;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cameras behind TLS, from the URL to frames: rtsps, rtmps, https. */
@Timeout(180)
class SecureCamerasTest extends WatchedCameras {
  private static TestCertificate certificate;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = TestCertificate.make(dir);
  }

  @Override
  LiveConnections connections(CameraAccess access) {
    ProxySettings trusting = ProxySettings.defaults().withTls(certificate.trusting());
    return new LiveConnections(access, Gates.names(), trusting);
  }

  private static String url(String scheme, String host, TlsFront front, String plain) {
    return scheme + "://" + host + ":" + front.port() + URI.create(plain).getPath();
  }

  @Test
  void areWatchedIfTheirCertificateIsTrustedAndNamesThem() throws Exception {
    HttpSettings pages = HttpSettings.of(Map.of("/live.ts", new TransportStreamPage(clip)));
    try (RtspServer rtsp = server();
        RtmpCamera rtmp = RtmpCamera.start();
        HttpCamera http = HttpCamera.start(pages);
        TlsFront rtsps = new TlsFront(rtsp.port(), certificate.server());
        TlsFront rtmps = new TlsFront(URI.create(rtmp.url()).getPort(), certificate.server());
        TlsFront https = new TlsFront(http.port(), certificate.server())) {
      watch(
          null,
          camera("rtsps", url("rtsps", "local.example", rtsps, rtsp.url()), ""),
          camera("rtmps", url("rtmps", "local.example", rtmps, rtmp.url()), ""),
          camera("https", url("https", "local.example", https, "https://h/live.ts"), ""),
          camera("other", url("rtsps", "other.example", rtsps, rtsp.url()), ""));
      for (String camera : new String[] {"rtsps", "rtmps", "https"}) {
        untilFrames(camera, 15);
        assertThat(newest(camera).state()).isEqualTo(State.ONLINE);
      }
      assertThat(untilState("other", State.OFFLINE).reason())
          .contains("certificate must name other.example");
      assertThat(frames("other")).isEmpty();
    }
  }
}
