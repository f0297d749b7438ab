package dev.vocostream.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** A client of one console. Of every reply it checks what must hold of all of them. */
final class Visitor {
  /** One value of each, whatever was asked and whoever asked it. */
  private static final Map<String, String> SECURITY =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Cache-Control", "no-store");

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;
  private String cookie;
  private String csrf;

  Visitor(int port) {
    this.port = port;
  }

  /** Opens the link; the session is kept only if there is one. */
  HttpResponse<String> open(String link) throws Exception {
    HttpResponse<String> reply = send(HttpRequest.newBuilder(URI.create(link)));
    reply
        .headers()
        .firstValue("Set-Cookie")
        .ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
    return reply;
  }

  /** Comes in by the link and learns the session's token against forged requests. */
  Visitor logIn(String link) throws Exception {
    assertThat(open(link).statusCode()).isEqualTo(303);
    JsonNode session = JSON.readTree(get("/api/session").body());
    csrf = session.path("csrf").asText();
    assertThat(csrf).isNotEmpty();
    return this;
  }

  String csrf() {
    return csrf;
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  /** Asks as the page does. */
  HttpResponse<String> ask(String json) throws Exception {
    return ask(json, "X-Voco-Csrf", csrf, "Content-Type", "application/json");
  }

  /** Asks with these headers, names and values by turns, and no others. */
  HttpResponse<String> ask(String json, String... headers) throws Exception {
    HttpRequest.Builder request = request("/api/questions").POST(BodyPublishers.ofString(json));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return send(request);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    return cookie == null ? request : request.header("Cookie", cookie);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> reply =
        http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    StringBuilder head = new StringBuilder();
    reply.headers().map().forEach((name, all) -> head.append(line(name, String.join(",", all))));
    check(head.toString(), reply.body());
    return reply;
  }

  /**
   * Sends what a client library would not: the request line and the host as they are given.
   *
   * @return head and body of the reply
   */
  String raw(String requestLine, String host) throws IOException {
    try (Socket socket = stream(requestLine, host, 0)) {
      String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int end = reply.indexOf("\r\n\r\n");
      assertThat(end).as(reply).isPositive();
      check(reply.substring(0, end + 2), reply.substring(end));
      return reply;
    }
  }

  /**
   * Sends a request and leaves the reply to the caller.
   *
   * @param receiveBuffer in bytes, or 0 for the system's choice
   */
  Socket stream(String requestLine, String host, int receiveBuffer) throws IOException {
    Socket socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout((int) PATIENCE.toMillis());
    String cookies = cookie == null ? "" : line("Cookie", cookie);
    String head = requestLine + "\r\n" + line("Host", host) + line("Connection", "close") + cookies;
    socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  /** The live events of this visitor's session, by the version of HTTP that sends no chunks. */
  Socket events(int receiveBuffer) throws IOException {
    return stream("GET /api/events HTTP/1.0", "127.0.0.1:" + port, receiveBuffer);
  }

  /** Reads no further than that. */
  static String firstLine(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    InputStream in = socket.getInputStream();
    for (int next = in.read(); next != '\n' && next >= 0; next = in.read()) {
      line.append((char) next);
    }
    return line.toString();
  }

  private static void check(String head, String body) {
    // Names of headers have no case.
    String lower = head.toLowerCase(Locale.ROOT);
    SECURITY.forEach(
        (name, value) -> assertThat(lower).contains(line(name, value).toLowerCase(Locale.ROOT)));
    assertThat(lower)
        .contains("content-security-policy: default-src 'none'")
        .doesNotContain("unsafe-")
        .doesNotContain("access-control-allow");
    assertThat(body).doesNotContain("Exception").doesNotContain("\tat ").doesNotContain("java.");
  }

  private static String line(String name, String value) {
    return name + ": " + value + "\r\n";
  }
}
