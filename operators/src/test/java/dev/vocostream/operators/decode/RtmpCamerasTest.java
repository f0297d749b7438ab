package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.simulated.RtmpCamera;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** RTMP through the proxy, with FFmpeg as the server. */
@Timeout(180)
class RtmpCamerasTest extends WatchedCameras {
  @Test
  void anRtmpCameraIsWatchedUntilItGoes() throws Exception {
    try (RtmpCamera server = RtmpCamera.start()) {
      watch(null, camera("yard", server.url(), ""));
      untilFrames("yard", 20);
      assertThat(newest("yard").state()).isEqualTo(State.ONLINE);
    }
    assertThat(untilState("yard", State.OFFLINE).reason()).contains("rtmp://127.0.0.1");
  }
}
