package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.simulated.RtspFault;
import dev.vocostream.operators.simulated.RtspFault.Kind;
import dev.vocostream.operators.simulated.RtspServer;
import dev.vocostream.operators.simulated.RtspSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** RTSP cameras that come and go, with real servers, and decoders in processes. */
@Timeout(180)
class LiveCamerasTest extends WatchedCameras {
  @Test
  void aCameraGoesOfflineAndComesBackWithLaterFrames() throws Exception {
    int port;
    try (RtspServer server = server()) {
      port = server.port();
      watch(null, camera("yard", server));
      untilFrames("yard", 15);
      assertThat(newest("yard").state()).isEqualTo(State.ONLINE);
    }
    CameraReport offline = untilState("yard", State.OFFLINE);
    assertThat(offline.reason()).contains("127.0.0.1:" + port);
    int before = frames("yard").size();
    try (RtspServer again = RtspServer.start(RtspSettings.of(clip).withPort(port))) {
      untilState("yard", State.ONLINE);
      untilFrames("yard", 15);
      assertThat(again.accepted()).isPositive();
      List<Long> times = frames("yard").stream().map(Frame::time).toList();
      assertThat(times).isSorted().doesNotHaveDuplicates();
      assertThat(times.get(before)).isGreaterThan(offline.since());
    }
  }

  @Test
  void framesOfACameraAreEverySinglePictureAtItsPace() throws Exception {
    try (RtspServer server = server()) {
      watch(null, camera("yard", server));
      untilFrames("yard", 20);
      int from = frames("yard").size();
      untilFrames("yard", 20);
      List<Frame> frames = frames("yard").subList(from, from + 20);
      for (int i = 1; i < frames.size(); i++) {
        int number = number(frames.get(i));
        assertThat(number).isEqualTo((number(frames.get(i - 1)) + 1) % 40);
        assertThat(frames.get(i).time() - frames.get(i - 1).time()).isBetween(1L, 400L);
      }
      assertThat(System.currentTimeMillis() - frames.get(19).time()).isBetween(0L, 2000L);
    }
  }

  private static int number(Frame frame) {
    return SelfDescribingClip.numberIn(frame.width(), frame.height(), frame.rgb());
  }

  @Test
  void aCameraThatHangsIsStalledAndGoesOnWhenItDoes() throws Exception {
    try (RtspServer server = server()) {
      watch(null, camera("yard", server));
      untilFrames("yard", 5);
      server.fault(RtspFault.at(0, Kind.STALL));
      assertThat(untilState("yard", State.STALLED).reason()).contains("within");
      server.fault(RtspFault.NONE);
      untilState("yard", State.ONLINE);
    }
  }

  @Test
  void aKilledDecoderIsStartedAnew() throws Exception {
    try (RtspServer server = server()) {
      watch(null, camera("yard", server));
      untilFrames("yard", 5);
      Offspring.decoders().forEach(Offspring::kill);
      assertThat(untilState("yard", State.OFFLINE).reason()).contains("signal 9");
      untilState("yard", State.ONLINE);
      untilFrames("yard", 5);
    }
  }

  /** Every picture is accounted for, also of a decoder that was killed. */
  @Test
  void picturesAddUp() throws Exception {
    try (RtspServer server = server()) {
      CameraSettings whole = camera("yard", server);
      CameraSettings slow =
          new CameraSettings(
              "yard", whole.url(), 2, Play.LOOP, Pace.LIVE, whole.retain(), 1000, 1L << 20);
      watch(null, slow);
      untilFrames("yard", 6);
      Offspring.decoders().forEach(Offspring::kill);
      untilState("yard", State.OFFLINE);
      untilFrames("yard", 6);
    }
    untilState("yard", State.OFFLINE);
    reader.close();
    assertThat(metrics.count("framesDecoded")).isPositive();
    assertThat(metrics.count("framesDecoded"))
        .isEqualTo(metrics.count("framesEmitted") + metrics.count("framesDropped"));
    assertThat(metrics.count("framesEmitted")).isEqualTo(frames("yard").size());
  }

  @Test
  void aHealthyCameraKeepsItsPaceBesideSickOnes() throws Exception {
    try (RtspServer healthy = server();
        RtspServer silent = server();
        RtspServer resets = server();
        RtspServer garbage = server()) {
      silent.fault(RtspFault.of(Kind.SILENT));
      resets.fault(RtspFault.at(3, Kind.RESET));
      garbage.fault(RtspFault.at(3, Kind.GARBAGE));
      watch(
          null,
          camera("healthy", healthy),
          camera("silent", silent),
          camera("resets", resets),
          camera("garbage", garbage),
          camera("blocked", "rtsp://10.0.0.1/x", ""));
      untilState("healthy", State.ONLINE);
      int changes = reader.events.changesOf("healthy").size();
      untilState("silent", State.STALLED);
      untilState("resets", State.OFFLINE);
      untilState("blocked", State.BLOCKED);
      int from = frames("healthy").size();
      untilFrames("healthy", 50);
      List<Frame> frames = frames("healthy").subList(from, from + 50);
      assertThat(frames.get(49).time() - frames.get(0).time()).isBetween(4400L, 6500L);
      assertThat(reader.events.changesOf("healthy")).hasSize(changes);
    }
  }
}
