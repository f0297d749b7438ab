package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.simulated.RtspFault;
import dev.vocostream.operators.simulated.RtspFault.Kind;
import dev.vocostream.operators.simulated.RtspServer;
import dev.vocostream.operators.simulated.RtspSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** RTSP cameras that send their media by UDP. */
@Timeout(180)
class DatagramCamerasTest extends WatchedCameras {
  @Test
  void whoeverRefusesToSendInItsConnectionIsAskedForDatagrams() throws Exception {
    try (RtspServer server = RtspServer.start(RtspSettings.of(clip).withDatagramsOnly())) {
      watch(null, camera("yard", server));
      assertThat(untilState("yard", State.OFFLINE).reason()).contains("(461)", "127.0.0.1");
      untilState("yard", State.ONLINE);
      untilFrames("yard", 10);
      int from = frames("yard").size();
      untilFrames("yard", 21);

      List<Frame> frames = frames("yard").subList(from, from + 21);
      int missed = 0;
      for (int i = 1; i < frames.size(); i++) {
        missed += (number(frames.get(i)) - number(frames.get(i - 1)) + 40) % 40 - 1;
      }
      assertThat(missed).as("of every picture a frame is wanted").isLessThan(10);
      assertThat(frames.get(20).time() - frames.get(0).time()).isBetween(1800L, 3500L);

      server.cut(); // the same way is taken again at once
      assertThat(untilState("yard", State.OFFLINE).reason()).doesNotContain("(461)");
      untilState("yard", State.ONLINE);
    }
  }

  /** What is not put in order again is lost, and every picture up to the next key frame wrong. */
  @Test
  @Tag("slow")
  void datagramsThatOvertakeEachOtherAreTheSamePictures() throws Exception {
    try (RtspServer inOrder = server();
        RtspServer server = RtspServer.start(RtspSettings.of(clip).withDatagramsOnly())) {
      server.fault(RtspFault.of(Kind.DISORDER));
      watch(null, camera("in-order", inOrder), camera("yard", server));
      untilFrames("in-order", 42);
      untilFrames("yard", 30);

      Map<Integer, Frame> right = new HashMap<>();
      frames("in-order").forEach(frame -> right.put(number(frame), frame));
      assertThat(right).hasSize(40);
      assertThat(frames("yard"))
          .allSatisfy(frame -> assertThat(frame.rgb()).isEqualTo(right.get(number(frame)).rgb()));
      int first = number(frames("yard").get(0));
      assertThat(frames("yard").stream().map(DatagramCamerasTest::number).distinct())
          .as("pictures from %d on", first)
          .hasSizeGreaterThan(20);
    }
  }

  private static int number(Frame frame) {
    return SelfDescribingClip.numberIn(frame.width(), frame.height(), frame.rgb());
  }
}
