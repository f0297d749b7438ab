package dev.vocostream.operators.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HostileServersTest {
  private static byte[] fetch(String url, Duration limit) throws Exception {
    Gate gate = Gates.local();
    FetchSettings settings = new FetchSettings(limit, 1000, SSLContext.getDefault());
    return new HttpDocuments(gate, settings).fetch(gate.check(url)).bytes();
  }

  @Test
  void givesUpOnAServerThatDripsForEver() throws Exception {
    try (LocalServer slow = LocalServer.plain(HostileServersTest::drip)) {
      for (String scheme : List.of("http", "https")) {
        String url = scheme + "://local.example:" + slow.port() + "/";
        long start = System.nanoTime();
        assertThatThrownBy(() -> fetch(url, Duration.ofMillis(500)))
            .isInstanceOf(IOException.class)
            .satisfiesAnyOf(
                e -> assertThat(e).isInstanceOf(SocketTimeoutException.class),
                e -> assertThat(e).hasMessageContaining("no TLS with it"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
      }
    }
  }

  /** A valid beginning of an answer, and of a TLS record, a byte at a time. */
  private static void drip(Socket client) throws IOException {
    boolean plain = client.getInputStream().read() == 'G';
    byte[] head =
        plain ? "HTTP/1.1 200 OK\r\nA: ".getBytes(US_ASCII) : new byte[] {22, 3, 3, 64, 0};
    client.getOutputStream().write(head);
    while (true) {
      client.getOutputStream().write(plain ? 'a' : 2);
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
            })) {
      assertThatThrownBy(
              () -> fetch("http://local.example:" + odd.port() + "/", Duration.ofSeconds(20)))
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
