package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.simulated.RtspServer;
import dev.vocostream.operators.simulated.RtspSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** RTSP cameras that send their media by UDP. */
@Timeout(180)
class DatagramCamerasTest extends WatchedCameras {
  @Test
  void whoeverRefusesToSendInItsConnectionIsAskedForDatagrams() throws Exception {
    try (RtspServer server = RtspServer.start(RtspSettings.of(clip).withDatagramsOnly())) {
      watch(null, camera("yard", server));
      assertThat(untilState("yard", State.OFFLINE).reason()).contains("461", "127.0.0.1");
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
      assertThat(untilState("yard", State.OFFLINE).reason()).doesNotContain("461");
      untilState("yard", State.ONLINE);
    }
  }

  private static int number(Frame frame) {
    return SelfDescribingClip.numberIn(frame.width(), frame.height(), frame.rgb());
  }
}
