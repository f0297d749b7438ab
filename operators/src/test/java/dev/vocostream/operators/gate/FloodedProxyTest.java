package dev.vocostream.operators.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FloodedProxyTest {
  /** As fast as a socket of this machine can: some hundred times what it may. */
  @Test
  void aCameraThatFloodsPassesAtItsRateAndIsCounted() throws Exception {
    byte[] piece = new byte[1 << 16];
    int perSecond = 4 << 20;
    try (ServerSocket camera = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        LoopbackProxy proxy =
            LoopbackProxy.open(
                Gates.local().check("rtsp://127.0.0.1:" + camera.getLocalPort() + "/"),
                ProxySettings.defaults().withBytesPerSecond(perSecond))) {
      Thread flood =
          new Thread(
              () -> {
                try (Socket client = camera.accept()) {
                  while (true) {
                    client.getOutputStream().write(piece);
                  }
                } catch (IOException e) {
                  // nobody takes any more
                }
              });
      flood.start();
      try (Socket client = new Socket("127.0.0.1", proxy.localUrl().getPort())) {
        client.getInputStream().readNBytes(perSecond); // which may come at once
        long begun = System.nanoTime();
        client.getInputStream().readNBytes(perSecond / 2);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(took).isBetween(Duration.ofMillis(250), Duration.ofSeconds(10));
        assertThat(proxy.heldBack()).isPositive();
        assertThat(proxy.lastFailure()).isEmpty();
      }
      proxy.close();
      camera.close();
      flood.join(20_000);
      assertThat(flood.isAlive()).isFalse();
    }
  }
}
