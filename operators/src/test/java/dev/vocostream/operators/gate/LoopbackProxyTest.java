package dev.vocostream.operators.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LoopbackProxyTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private static ProxySettings settings(Duration idle, int connections, SSLContext tls) {
    return new ProxySettings(Duration.ofSeconds(10), idle, connections, tls);
  }

  private static LoopbackProxy open(String url, ProxySettings settings) throws Exception {
    return LoopbackProxy.open(Gates.local().check(url), settings);
  }

  private static LoopbackProxy open(LocalServer server, Duration idle, int connections)
      throws Exception {
    String url = "rtsp://admin:s3cr3t@127.0.0.1:" + server.port() + "/stream?channel=1";
    return open(url, settings(idle, connections, SSLContext.getDefault()));
  }

  private static Socket connect(LoopbackProxy proxy) throws IOException {
    URI local = proxy.localUrl();
    Socket socket = new Socket(local.getHost(), local.getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static byte[] exchange(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return socket.getInputStream().readNBytes(bytes.length);
  }

  /** -1 at the end of the stream, also if it was cut off. */
  private static int end(Socket socket) {
    try {
      return socket.getInputStream().read();
    } catch (IOException e) {
      return e instanceof SocketTimeoutException ? -2 : -1;
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(LoopbackProxy.THREAD_NAME))
        .count();
  }

  @AfterEach
  void leavesNoThread() {
    assertThat(threads()).isZero();
  }

  @Test
  void carriesBytesBothWaysAndEndsWhenTheClientDoes() throws Exception {
    long seed = System.nanoTime();
    System.out.println("carriesBytesBothWays seed " + seed);
    byte[] bytes = new byte[1 << 20];
    new Random(seed).nextBytes(bytes);
    try (LocalServer camera = LocalServer.echoing(ServerSocketFactory.getDefault());
        LoopbackProxy proxy = open(camera, LONG, 2);
        Socket one = connect(proxy);
        Socket two = connect(proxy)) {
      assertThat(exchange(one, "hello".getBytes(US_ASCII))).asString().isEqualTo("hello");
      Thread writer = new Thread(() -> write(two, bytes));
      writer.start();
      assertThat(Arrays.equals(two.getInputStream().readAllBytes(), bytes)).isTrue();
      writer.join();
      assertThat(camera.accepted).hasValue(2);
      await().until(() -> proxy.connections() == 1);
    }
  }

  private static void write(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void givesAUrlWithoutCredentialsOnLoopback() throws Exception {
    try (LocalServer camera = LocalServer.echoing(ServerSocketFactory.getDefault());
        LoopbackProxy proxy = open(camera, LONG, 1)) {
      assertThat(proxy.localUrl().toString())
          .matches("rtsp://127\\.0\\.0\\.1:[0-9]+/stream\\?channel=1");
      assertThat(proxy.localUrl().getPort()).isNotEqualTo(camera.port());
      assertThat(camera.accepted).hasValue(0);
    }
  }

  @Test
  void closesWhatComesOnTop() throws Exception {
    try (LocalServer camera = LocalServer.echoing(ServerSocketFactory.getDefault());
        LoopbackProxy proxy = open(camera, LONG, 1);
        Socket one = connect(proxy)) {
      exchange(one, new byte[10]);
      try (Socket two = connect(proxy)) {
        assertThat(end(two)).isEqualTo(-1);
      }
      assertThat(proxy.refusedConnections()).isEqualTo(1);
      assertThat(exchange(one, new byte[10])).hasSize(10);
      one.close();
      await().until(() -> proxy.connections() == 0);
      try (Socket three = connect(proxy)) {
        assertThat(exchange(three, new byte[10])).hasSize(10);
      }
    }
  }

  @Test
  void closesAConnectionOnWhichNothingMoves() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (LocalServer camera = LocalServer.plain(client -> awaitQuietly(over));
        LoopbackProxy proxy = open(camera, Duration.ofMillis(200), 1);
        Socket client = connect(proxy)) {
      long start = System.nanoTime();
      assertThat(end(client)).isEqualTo(-1);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(100), Duration.ofSeconds(15));
      await().until(() -> proxy.connections() == 0);
    } finally {
      over.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void leavesNoThreadWhenItIsClosedInTheMiddle() throws Exception {
    try (LocalServer camera = LocalServer.echoing(ServerSocketFactory.getDefault())) {
      LoopbackProxy proxy = open(camera, LONG, 4);
      try (Socket one = connect(proxy);
          Socket two = connect(proxy)) {
        exchange(one, new byte[10]);
        exchange(two, new byte[10]);
        assertThat(threads()).isEqualTo(5);
        proxy.close();
        assertThat(threads()).isZero();
        assertThat(end(one)).isEqualTo(-1);
        assertThat(end(two)).isEqualTo(-1);
      }
      int port = proxy.localUrl().getPort();
      assertThatThrownBy(() -> new Socket("127.0.0.1", port)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void saysThatACameraIsNotThere() throws Exception {
    int port;
    try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = nobody.getLocalPort();
    }
    try (LoopbackProxy proxy =
            open(
                "rtsp://admin:s3cr3t@127.0.0.1:" + port + "/",
                settings(LONG, 1, SSLContext.getDefault()));
        Socket client = connect(proxy)) {
      assertThat(end(client)).isEqualTo(-1);
      assertThat(proxy.lastFailure().orElseThrow())
          .startsWith(
              "rtsp://127.0.0.1:" + port + " at 127.0.0.1: no connection (Connection refused); ")
          .doesNotContain("s3cr3t", "admin");
    }
  }

  @Test
  void cutsACameraOffThatSendsFfmpegElsewhere() throws Exception {
    String answer = "RTSP/1.0 302 Moved\r\nCSeq: 1\r\nLocation: rtsp://10.0.0.1/\r\n\r\n";
    try (LocalServer camera =
            LocalServer.plain(client -> client.getOutputStream().write(answer.getBytes(US_ASCII)));
        LoopbackProxy proxy = open(camera, LONG, 1);
        Socket client = connect(proxy)) {
      assertThat(end(client)).isEqualTo(-1);
      await().until(() -> proxy.lastFailure().isPresent());
      assertThat(proxy.lastFailure().orElseThrow())
          .endsWith("a redirect, which is not followed; configure the camera's final url");
    }
  }

  @Test
  void refusesWhatIsNotOneConnection() throws Exception {
    CheckedUrl udp = Gates.local().check("udp://127.0.0.1:5000");
    assertThatThrownBy(() -> LoopbackProxy.open(udp, ProxySettings.defaults()))
        .isInstanceOf(BlockedUrlException.class);
  }

  @Test
  void endsTlsWithACertificateThatIsTrustedAndNamesTheHost(@TempDir Path dir) throws Exception {
    TestCertificate certificate = TestCertificate.make(dir);
    try (LocalServer camera = LocalServer.echoing(certificate.server().getServerSocketFactory())) {
      String right = "rtsps://admin:s3cr3t@local.example:" + camera.port() + "/a";
      try (LoopbackProxy proxy = open(right, settings(LONG, 1, certificate.trusting()));
          Socket client = connect(proxy)) {
        assertThat(proxy.localUrl().toString()).matches("rtsp://127\\.0\\.0\\.1:[0-9]+/a");
        assertThat(exchange(client, "hello".getBytes(US_ASCII))).asString().isEqualTo("hello");
        client.shutdownOutput();
        assertThat(end(client)).isEqualTo(-1);
        assertThat(proxy.lastFailure()).isEmpty();
      }
      String otherName = "rtsps://other.example:" + camera.port() + "/a";
      assertRefused(otherName, certificate.trusting(), "other.example");
      assertRefused("https://127.0.0.1:" + camera.port(), certificate.trusting(), "127.0.0.1");
      assertRefused(right, SSLContext.getDefault(), "local.example");
    }
  }

  private static void assertRefused(String url, SSLContext tls, String host) throws Exception {
    try (LoopbackProxy proxy = open(url, settings(LONG, 1, tls));
        Socket client = connect(proxy)) {
      client.getOutputStream().write("hello".getBytes(US_ASCII));
      assertThat(end(client)).isEqualTo(-1);
      assertThat(proxy.lastFailure().orElseThrow())
          .contains(": no TLS with it (", "its certificate must name " + host)
          .doesNotContain("s3cr3t", "admin");
    }
  }
}
