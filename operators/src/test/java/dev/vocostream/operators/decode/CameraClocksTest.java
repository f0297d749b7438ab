package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.simulated.HlsPage;
import dev.vocostream.operators.simulated.HttpCamera;
import dev.vocostream.operators.simulated.HttpPage;
import dev.vocostream.operators.simulated.HttpSettings;
import dev.vocostream.operators.simulated.RtspServer;
import dev.vocostream.operators.simulated.RtspSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cameras whose clocks are an hour wrong, as sender reports and dates of segments tell. */
@Timeout(120)
class CameraClocksTest extends WatchedCameras {
  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** The server lists a segment as its last picture begins. */
  private static final long TOO_SOON = 200;

  /** Between the end of a segment and when it is seen, on a machine with much else to do. */
  private static final long LONGEST_WAY = 60_000;

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

  @Test
  void ofHlsCamerasAreMeasuredWithTheWayAndNoDateBreaksACamera() throws Exception {
    List<String> noDates =
        List.of("9999-12-31T23:59:59Z", "2026-11-29T12:00:00", "yesterday", "", "-1-1-1T1:1:1Z");
    AtomicInteger asked = new AtomicInteger();
    Map<String, HttpPage> pages =
        Map.of(
            "/ahead/", new HlsPage(clip, 1, at -> at.plusMillis(HOUR).toString()),
            "/behind/", new HlsPage(clip, 1, at -> at.minusMillis(HOUR).toString()),
            "/odd/",
                new HlsPage(clip, 1, at -> noDates.get(asked.getAndIncrement() % noDates.size())));
    try (HttpCamera server = HttpCamera.start(HttpSettings.of(pages))) {
      watch(
          null,
          camera("ahead", server.url("/ahead/live.m3u8"), ""),
          camera("behind", server.url("/behind/live.m3u8"), ""),
          camera("odd", server.url("/odd/live.m3u8"), ""));
      until(events -> offset("ahead") != null && offset("behind") != null);
      untilFrames("odd", 35);

      assertThat(offset("ahead")).isBetween(-HOUR - TOO_SOON, -HOUR + LONGEST_WAY);
      assertThat(offset("behind")).isBetween(HOUR - TOO_SOON, HOUR + LONGEST_WAY);
      assertThat(offset("odd")).isNull();
      for (String camera : List.of("ahead", "behind", "odd")) {
        assertThat(newest(camera).state()).isEqualTo(State.ONLINE);
        assertThat(frames(camera).get(0).time())
            .isGreaterThan(System.currentTimeMillis() - HOUR / 2);
      }
    }
  }

  private Long offset(String camera) {
    CameraReport report = newest(camera);
    return report == null ? null : report.clockOffset();
  }
}
