package dev.vocostream.job.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten million bytes to every route there is. */
@Timeout(120)
class LongBodiesTest {
  private static final int BODY = 10_000_000;

  /** What is on the way when the server stops reading: the buffers of both ends, and a little. */
  private static final int MOST_TAKEN = BODY / 2;

  private static final int PART = 8_192;

  private final List<String> sent = new ArrayList<>();
  private final Access access = new Access(System::currentTimeMillis, 1_000, user -> false);
  private ServedPages served;

  @BeforeEach
  void start() throws Exception {
    served = ServedPages.ofLinks(access, (topic, key, json) -> sent.add(topic));
  }

  @AfterEach
  void stop() {
    served.close();
  }

  /**
   * @param status the first line of the reply
   * @param taken bytes of the body before the connection ended
   */
  private record Outcome(String status, int taken) {}

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isRefusedByWhatReadsABodyAndReadByNone(boolean chunked) throws Exception {
    for (Route route : changes()) {
      Access.Session admin = access.redeem(access.token(Role.ADMIN)).orElseThrow();
      Outcome outcome = send(route, admin, chunked);
      assertThat(outcome.taken()).as("%s: %s", route, outcome).isLessThan(MOST_TAKEN);
      if (!route.method().equals("DELETE")) {
        assertThat(outcome.status()).as("%s", route).startsWith("HTTP/1.1 413 ");
      }
      assertStillServed();
    }
    // Removals have no body, and look at none.
    assertThat(sent).containsExactly("voco.cameras", "voco.monitors");
  }

  @Test
  void isNotReadOfWhoHasNoSession() throws Exception {
    for (Route route : served.routes()) {
      Outcome outcome = send(route, null, false);
      assertThat(outcome.taken()).as("%s: %s", route, outcome).isLessThan(MOST_TAKEN);
      assertStillServed();
    }
    assertThat(sent).isEmpty();
  }

  /** The longest that is taken: it is looked at, and found to be no message. */
  @Test
  void whatIsAsLongAsAllowedIsRead() throws Exception {
    for (Route route : changes()) {
      if (!route.method().equals("DELETE")) {
        Access.Session admin = access.redeem(access.token(Role.ADMIN)).orElseThrow();
        String head = head(route, admin) + "Content-Length: " + Routes.MAX_BODY + "\r\n\r\n";
        String whole = head + "x".repeat(Routes.MAX_BODY);
        try (Socket socket = connect()) {
          socket.getOutputStream().write(whole.getBytes(StandardCharsets.US_ASCII));
          assertThat(firstLine(socket)).as("%s", route).startsWith("HTTP/1.1 400 ");
        }
      }
    }
  }

  private List<Route> changes() {
    return served.routes().stream().filter(Route::isChange).toList();
  }

  private Outcome send(Route route, Access.Session session, boolean chunked) throws IOException {
    String length = chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + BODY;
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write((head(route, session) + length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      byte[] data = "x".repeat(PART).getBytes(StandardCharsets.US_ASCII);
      byte[] size = (Integer.toHexString(PART) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      int taken = 0;
      try {
        while (taken < BODY) {
          if (chunked) {
            out.write(size);
          }
          out.write(data);
          if (chunked) {
            out.write(new byte[] {'\r', '\n'});
          }
          taken += PART;
        }
      } catch (IOException e) {
        // The server has ended it; what it said before is there to be read.
      }
      return new Outcome(firstLine(socket), taken);
    }
  }

  private String head(Route route, Access.Session session) {
    boolean isBeginning = route.path().length() > 1 && route.path().endsWith("/");
    List<String> lines =
        new ArrayList<>(
            List.of(
                "%s %s HTTP/1.1".formatted(route.method(), route.path() + (isBeginning ? "x" : "")),
                "Host: 127.0.0.1:" + served.port(),
                "Content-Type: application/json"));
    if (session != null) {
      lines.add("Cookie: voco-console-%d=%s".formatted(served.port(), session.id()));
      lines.add("X-Voco-Csrf: " + session.csrf());
    }
    return String.join("\r\n", lines) + "\r\n";
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setSendBufferSize(4 * PART);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), served.port()));
    socket.setSoTimeout(30_000);
    return socket;
  }

  private static String firstLine(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder line = new StringBuilder();
    for (int next; (next = in.read()) != '\n' && next >= 0; ) {
      line.append((char) next);
    }
    return line.toString();
  }

  private void assertStillServed() throws IOException {
    try (Socket socket = connect()) {
      String host = "Host: 127.0.0.1:" + served.port();
      String head = "GET /login HTTP/1.1\r\n" + host + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      assertThat(firstLine(socket)).startsWith("HTTP/1.1 200 ");
    }
  }
}
