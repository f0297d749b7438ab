package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.simulated.RtspServer;
import dev.vocostream.operators.simulated.RtspSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cameras whose clocks are an hour wrong, as their sender reports tell. */
@Timeout(120)
class CameraClocksTest extends WatchedCameras {
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private static RtspServer server(Duration ahead) throws Exception {
    return RtspServer.start(
        RtspSettings.of(clip).withClockSkew(ahead).withReportEvery(Duration.ofMillis(300)));
  }

  @Test
  void areMeasuredAndChangeNoFrameTime() throws Exception {
    try (RtspServer ahead = server(Duration.ofHours(1));
        RtspServer behind = server(Duration.ofHours(-1));
        RtspServer silent =
            RtspServer.start(RtspSettings.of(clip).withReportEvery(Duration.ZERO))) {
      long begun = System.currentTimeMillis();
      watch(null, camera("ahead", ahead), camera("behind", behind), camera("silent", silent));
      until(events -> offset("ahead") != null && offset("behind") != null);
      untilFrames("silent", 5);

      assertThat(offset("ahead")).isBetween(-HOUR - 2_000, -HOUR + 2_000);
      assertThat(offset("behind")).isBetween(HOUR - 2_000, HOUR + 2_000);
      assertThat(offset("silent")).isNull();
      for (String camera : List.of("ahead", "behind", "silent")) {
        assertThat(newest(camera).state()).isEqualTo(State.ONLINE);
        assertThat(frames(camera))
            .extracting(Frame::time)
            .allSatisfy(
                time -> assertThat(time).isBetween(begun - 2_000, System.currentTimeMillis()));
      }
    }
  }

  private Long offset(String camera) {
    CameraReport report = newest(camera);
    return report == null ? null : report.clockOffset();
  }
}
