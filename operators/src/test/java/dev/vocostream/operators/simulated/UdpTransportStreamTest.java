package dev.vocostream.operators.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With FFmpeg as the receiver. */
@Timeout(60)
class UdpTransportStreamTest {
  @TempDir Path dir;

  @Test
  void picturesArriveInOrder() throws Exception {
    int port;
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    InetSocketAddress receiver = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (UdpTransportStream camera = UdpTransportStream.start(Clips.numbered(dir), receiver)) {
      String url = "udp://127.0.0.1:" + port;
      Clips.assertConsecutive(FfmpegClient.numbers(url, 25, Map.of("timeout", "5000000")));
    }
    assertThat(Clips.threadsOf("simulated udp")).isEmpty();
  }
}
