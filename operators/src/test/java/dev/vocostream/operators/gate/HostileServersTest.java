package dev.vocostream.operators.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HostileServersTest {
  private static HttpStream stream(String url) throws Exception {
    Gate gate = Gates.local();
    return new HttpStream(gate, gate.check(url), ProxySettings.defaults());
  }

  /** In its head, or in TLS before that: whoever has waited long enough closes. */
  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void closingEndsTheWaitForAServerThatDripsForEver(String scheme) throws Exception {
    CountDownLatch drips = new CountDownLatch(20);
    try (LocalServer slow = LocalServer.plain(client -> drip(client, drips));
        HttpStream stream = stream(scheme + "://local.example:" + slow.port() + "/")) {
      CompletableFuture<Void> opening =
          CompletableFuture.runAsync(
              () ->
                  assertThatThrownBy(() -> stream.open(Optional.empty()))
                      .isInstanceOf(IOException.class));
      assertThat(drips.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(opening).isNotDone();

      stream.close();

      assertThat(opening).succeedsWithin(Duration.ofSeconds(15));
    }
  }

  /** A valid beginning of an answer, and of a TLS record, a byte at a time. */
  private static void drip(Socket client, CountDownLatch drips) throws IOException {
    boolean plain = client.getInputStream().read() == 'G';
    byte[] head =
        plain ? "HTTP/1.1 200 OK\r\nA: ".getBytes(US_ASCII) : new byte[] {22, 3, 3, 64, 0};
    client.getOutputStream().write(head);
    while (true) {
      client.getOutputStream().write(plain ? 'a' : 2);
      drips.countDown();
      LockSupport.parkNanos(10_000_000);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 20\r\n\r\n",
        "RTSP/1.0 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n123456",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n1234",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n1234",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n12345\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: /b\r\n\r\n",
        "HTTP/1.1 302 Found\r\n\r\n",
        "HTTP/1.1 200 OK\r\n",
        ""
      })
  void readsNoAmbiguousAnswer(String answer) throws Exception {
    try (LocalServer odd =
            LocalServer.plain(
                client -> {
                  readRequest(client);
                  client.getOutputStream().write(answer.getBytes(US_ASCII));
                });
        HttpStream stream = stream("http://local.example:" + odd.port() + "/")) {
      assertThatThrownBy(
              () -> {
                stream.open(Optional.empty());
                stream.body().readAllBytes();
              })
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("http://local.example:");
    }
  }

  private static void readRequest(Socket client) throws IOException {
    StringBuilder request = new StringBuilder();
    while (request.indexOf("\r\n\r\n") < 0) {
      request.append((char) client.getInputStream().read());
    }
  }
}
