package dev.vocostream.operators.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.simulated.ProxyFault.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In front of a server that counts, byte by byte. */
@Timeout(60)
class FaultProxyTest {
  private static final int AFTER = 10_000;
  private static final int SHORT_MILLIS = 300;

  @TempDir Path dir;

  private Connections counting;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    counting = Connections.listen("counting", any, FaultProxyTest::count);
    proxy = FaultProxy.to(counting.port());
  }

  @AfterEach
  void close() {
    proxy.close();
    counting.close();
    Awaitility.await().until(() -> Clips.threadsOf("fault proxy").isEmpty());
  }

  private static void count(Socket client) throws IOException {
    byte[] block = new byte[1 << 12];
    for (int i = 0; i < block.length; i++) {
      block[i] = (byte) i;
    }
    while (!Thread.currentThread().isInterrupted()) {
      client.getOutputStream().write(block);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(SHORT_MILLIS);
    return socket;
  }

  /** How many of {@code count} bytes, the first of which is number {@code from}, are others. */
  private static int wrong(InputStream in, int from, int count) throws IOException {
    int wrong = 0;
    for (int i = from; i < from + count; i++) {
      int value = in.read();
      assertThat(value).as("byte %d", i).isNotNegative();
      wrong += value == (i & 0xff) ? 0 : 1;
    }
    return wrong;
  }

  @Test
  void everythingPassesWithoutAFault() throws Exception {
    try (Socket client = connect()) {
      assertThat(wrong(client.getInputStream(), 0, 1_000_000)).isZero();
    }
  }

  @Test
  void closesAtTheByte() throws Exception {
    proxy.fault(ProxyFault.at(AFTER, Kind.CLOSE));
    try (Socket client = connect()) {
      assertThat(wrong(client.getInputStream(), 0, AFTER)).isZero();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void resets() throws Exception {
    proxy.fault(ProxyFault.at(AFTER, Kind.RESET));
    try (Socket client = connect()) {
      assertThatThrownBy(() -> client.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void stallsAndGoesOnWhereItWas() throws Exception {
    proxy.fault(ProxyFault.at(AFTER, Kind.STALL));
    try (Socket client = connect()) {
      assertThat(wrong(client.getInputStream(), 0, AFTER)).isZero();
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      proxy.fault(ProxyFault.NONE);
      assertThat(wrong(client.getInputStream(), AFTER, AFTER)).isZero();
    }
  }

  @Test
  void aStalledConnectionEndsWithItsClient() throws Exception {
    proxy.fault(ProxyFault.at(AFTER, Kind.STALL));
    try (Socket client = connect()) {
      wrong(client.getInputStream(), 0, AFTER);
    }
    Awaitility.await().until(() -> Clips.threadsOf("fault proxy client").isEmpty());
  }

  @Test
  void replacesAndDamages() throws Exception {
    proxy.fault(ProxyFault.at(AFTER, Kind.GARBAGE));
    try (Socket client = connect()) {
      assertThat(wrong(client.getInputStream(), 0, AFTER)).isZero();
      assertThat(wrong(client.getInputStream(), AFTER, AFTER)).isGreaterThan(AFTER * 9 / 10);
    }
    proxy.fault(ProxyFault.of(Kind.DAMAGE));
    try (Socket client = connect()) {
      assertThat(wrong(client.getInputStream(), 0, 100_000)).isBetween(50, 200);
    }
  }

  @Test
  void tricklesAByteASecond() throws Exception {
    proxy.fault(ProxyFault.of(Kind.TRICKLE));
    try (Socket client = connect()) {
      client.setSoTimeout(5000);
      long before = System.nanoTime();
      assertThat(wrong(client.getInputStream(), 0, 3)).isZero();
      assertThat(System.nanoTime() - before).isGreaterThan(2_500_000_000L);
    }
  }

  @Test
  void acceptsAndIsSilent() throws Exception {
    proxy.fault(ProxyFault.of(Kind.SILENT));
    try (Socket client = connect()) {
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
    assertThat(counting.accepted()).isZero();
    Awaitility.await().until(() -> Clips.threadsOf("fault proxy client").isEmpty());
  }

  @Test
  void refusesAndComesBackAtTheSamePort() throws Exception {
    int port = proxy.port();
    proxy.fault(ProxyFault.of(Kind.REFUSE));
    assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    proxy.fault(ProxyFault.NONE);
    assertThat(proxy.port()).isEqualTo(port);
    try (Socket client = connect()) {
      assertThat(wrong(client.getInputStream(), 0, AFTER)).isZero();
    }
  }

  @Test
  void aCameraCanBeWatchedThroughIt() throws Exception {
    try (RtspServer camera = RtspServer.start(RtspSettings.of(Clips.numbered(dir)));
        FaultProxy between = FaultProxy.to(camera.port())) {
      String url = "rtsp://127.0.0.1:" + between.port() + "/live";
      Clips.assertConsecutive(FfmpegClient.numbers(url, 15, FfmpegClient.OVER_TCP));
    }
  }
}
