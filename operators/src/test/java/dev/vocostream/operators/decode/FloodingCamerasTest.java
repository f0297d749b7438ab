package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.decode.live.CameraAccess;
import dev.vocostream.operators.simulated.RtspServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A camera that sends as much as a socket takes, beside one that is well. */
@Timeout(120)
@Tag("slow")
class FloodingCamerasTest extends WatchedCameras {
  private static final int PER_SECOND = 1 << 20;
  private static final int PACKET = 188;

  @Override
  CameraAccess access(String secretsFile) {
    return super.access(secretsFile).withBytesPerSecond(PER_SECOND);
  }

  @Test
  void aFloodIsHeldBackAndCountedAndHurtsNobody() throws Exception {
    try (RtspServer healthy = server();
        ServerSocket flood = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      Thread flooding = new Thread(() -> flood(flood), "flooding camera");
      flooding.start();
      watch(
          null,
          camera("healthy", healthy),
          camera("flood", "http://127.0.0.1:" + flood.getLocalPort() + "/live.ts", ""));
      untilState("healthy", State.ONLINE);
      untilState("flood", State.STALLED);
      int from = frames("healthy").size();
      untilFrames("healthy", 20);

      List<Frame> frames = frames("healthy").subList(from, from + 20);
      assertThat(frames.get(19).time() - frames.get(0).time()).isBetween(1_700L, 3_500L);
      assertThat(newest("healthy").state()).isEqualTo(State.ONLINE);
      assertThat(metrics.count("bytesHeldBack")).isPositive();
      flood.close();
      reader.close();
      flooding.join(20_000);
      assertThat(flooding.isAlive()).isFalse();
    }
  }

  /** Packets of a transport stream that hold nothing. */
  private static void flood(ServerSocket server) {
    byte[] packets = new byte[PACKET * 300];
    for (int i = 0; i < packets.length; i += PACKET) {
      packets[i] = 0x47;
      packets[i + 1] = 0x1f;
      packets[i + 2] = (byte) 0xff;
      packets[i + 3] = 0x10;
    }
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        OutputStream out = client.getOutputStream();
        out.write("HTTP/1.0 200 OK\r\nContent-Type: video/mp2t\r\n\r\n".getBytes());
        while (true) {
          out.write(packets);
        }
      } catch (IOException e) {
        // that one is gone, or nobody comes any more
      }
    }
  }
}
