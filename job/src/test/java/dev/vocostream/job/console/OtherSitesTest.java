package dev.vocostream.job.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a page of another site, or of another port of this machine, gets in the browser of somebody
 * who is in: of every route there is, nothing.
 */
class OtherSitesTest {
  private final List<String> sent = new ArrayList<>();
  private final Access access = new Access(System::currentTimeMillis, 1_000, user -> false);
  private final HttpClient http = HttpClient.newHttpClient();
  private ServedPages served;
  private Access.Session admin;

  @BeforeEach
  void start() throws Exception {
    served = ServedPages.ofLinks(access, (topic, key, json) -> sent.add(topic));
    admin = access.redeem(access.token(Role.ADMIN)).orElseThrow();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  /** The live events too; the browser of a visitor sends his cookie to each port of a host. */
  @Test
  void noRouteIsForAnotherOrigin() throws Exception {
    String otherPort = "http://127.0.0.1:1";
    for (Route route : served.routes()) {
      for (String origin : List.of("http://evil.example", otherPort, "https://127.0.0.1", "null")) {
        assertThat(status(page(route).header("Origin", origin))).as("%s", route).isEqualTo(403);
      }
    }
    assertThat(sent).isEmpty();
  }

  /** Reading requests have no origin where a page embeds them; what they do have is the site. */
  @Test
  void noRouteButThePagesIsForAnotherSite() throws Exception {
    for (Route route : served.routes()) {
      for (String site : List.of("cross-site", "same-site")) {
        boolean isPage = List.of("/", "/login").contains(route.path());
        assertThat(status(page(route).header("Sec-Fetch-Site", site)))
            .as("%s, %s", route, site)
            .isEqualTo(isPage ? 200 : 403);
      }
    }
    assertThat(sent).isEmpty();
  }

  @Test
  void itsOwnPageIsServed() throws Exception {
    for (Route route : served.routes()) {
      HttpRequest.Builder own = page(route).header("Sec-Fetch-Site", "same-origin");
      assertThat(status(own.header("Origin", "http://127.0.0.1:" + served.port())))
          .as("%s", route)
          .isIn(200, 202, 400, 404);
    }
  }

  @Test
  void noBrowserIsToldThatAnotherSiteMay() throws Exception {
    for (Route route : served.routes()) {
      HttpRequest.Builder asks =
          page(route)
              .method("OPTIONS", BodyPublishers.noBody())
              .header("Origin", "http://evil.example")
              .header("Access-Control-Request-Method", route.method())
              .header("Access-Control-Request-Headers", "x-voco-csrf, content-type");
      assertThat(status(asks)).as("%s", route).isEqualTo(404);
    }
  }

  @Test
  void noRouteBecomesAWebSocket() throws Exception {
    List<Route> read = served.routes().stream().filter(route -> !route.isChange()).toList();
    for (Route route : read) {
      for (String origin : List.of("http://evil.example", "http://127.0.0.1:" + served.port())) {
        String line = upgraded(route, origin);
        assertThat(line).as("%s", route).startsWith("HTTP/1.1 ").doesNotContain(" 101 ");
        assertThat(line.contains(" 403 ")).as(line).isEqualTo(origin.contains("evil"));
      }
    }
  }

  private String upgraded(Route route, String origin) throws Exception {
    List<String> head =
        List.of(
            "GET " + path(route) + " HTTP/1.1",
            "Host: 127.0.0.1:" + served.port(),
            "Cookie: " + cookie(admin.id()),
            "Origin: " + origin,
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "",
            "");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
      socket.getOutputStream().write(String.join("\r\n", head).getBytes(StandardCharsets.UTF_8));
      StringBuilder line = new StringBuilder();
      for (int next; (next = socket.getInputStream().read()) != '\n' && next >= 0; ) {
        line.append((char) next);
      }
      return line.toString();
    }
  }

  /** Whoever planted a session's id in a browser has neither the one that follows, nor his own. */
  @Test
  void aLinkEndsTheSessionThatWasThereBefore() throws Exception {
    Access.Session planted = access.redeem(access.token(Role.VIEW)).orElseThrow();
    for (String before : List.of(planted.id(), "invented")) {
      HttpRequest.Builder link = request("/?token=" + access.token(Role.ASK));
      HttpResponse<?> in = send(link.header("Cookie", cookie(before)));
      String set = in.headers().firstValue("Set-Cookie").orElseThrow();
      assertThat(set).startsWith("voco-console-").doesNotContain(before);
      assertThat(session(cookie(before))).isEqualTo(401);
      assertThat(session(set.substring(0, set.indexOf(';')))).isEqualTo(200);
    }
  }

  private int session(String cookie) throws Exception {
    return status(request("/api/session").header("Cookie", cookie));
  }

  /** As the console's page asks, in the browser of an administrator. */
  private HttpRequest.Builder page(Route route) {
    var body = route.isChange() ? BodyPublishers.ofString("{}") : BodyPublishers.noBody();
    return request(path(route))
        .method(route.method(), body)
        .header("Cookie", cookie(admin().id()))
        .header("X-Voco-Csrf", admin().csrf())
        .header("Content-Type", "application/json");
  }

  /** In again, if the route before was the way out. */
  private Access.Session admin() {
    if (!access.has(admin)) {
      admin = access.redeem(access.token(Role.ADMIN)).orElseThrow();
    }
    return admin;
  }

  private static String path(Route route) {
    boolean isBeginning = route.path().length() > 1 && route.path().endsWith("/");
    return route.path() + (isBeginning ? "x" : "");
  }

  private String cookie(String session) {
    return "voco-console-" + served.port() + "=" + session;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + served.port() + path));
  }

  private int status(HttpRequest.Builder request) throws Exception {
    return send(request).statusCode();
  }

  /** The head only, since events have no end; none lets another site read. */
  private HttpResponse<?> send(HttpRequest.Builder request) throws Exception {
    var reply = http.send(request.build(), BodyHandlers.ofInputStream());
    reply.body().close();
    HttpHeaders head = reply.headers();
    assertThat(head.map().keySet()).noneMatch(name -> name.toLowerCase().startsWith("access-"));
    return reply;
  }
}
