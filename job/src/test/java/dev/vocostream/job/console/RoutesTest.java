package dev.vocostream.job.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every route there is, without a session and with each role: a new one is tested by being there.
 */
class RoutesTest {
  private static final String MONITOR = "{\"id\":\"a b\",\"cameras\":\"*\",\"text\":\"Is it?\"}";

  /** What was sent: topic, key, and message. */
  private final List<String> sent = new ArrayList<>();

  private final Access access = new Access(System::currentTimeMillis, 1_000, user -> false);
  private final HttpClient http = HttpClient.newHttpClient();
  private List<Route> routes;
  private ServedPages served;

  @BeforeEach
  void start() throws Exception {
    served =
        ServedPages.ofLinks(
            access,
            (topic, key, json) ->
                sent.add(topic + " " + key + " " + (json == null ? null : new String(json))));
    routes = served.routes();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void everyRouteIsClosedWithoutASession() throws Exception {
    assertThat(routes).hasSizeGreaterThan(10);
    for (Route route : routes) {
      if (!route.isOpen()) {
        // The page leads to the form.
        int expected = route.path().equals("/") ? 303 : 401;
        assertThat(status(route, null)).as("%s", route).isEqualTo(expected);
      }
    }
    assertThat(sent).isEmpty();
  }

  @Test
  void nothingIsOpenButTheFormAndWhatItSends() {
    assertThat(routes.stream().filter(Route::isOpen).map(each -> each.method() + each.path()))
        .containsExactlyInAnyOrder(
            "GET/login", "GET/login.js", "GET/console.css", "GET/icon.svg", "POST/api/login");
    assertThat(routes.stream().map(each -> each.method() + " " + each.path()))
        .doesNotHaveDuplicates();
  }

  @Test
  void everyRouteIsOpenToItsRoleAndThoseAboveOnly() throws Exception {
    for (Role role : Role.values()) {
      for (Route route : routes) {
        Access.Session session = access.redeem(access.token(role)).orElseThrow();
        int status = status(route, session);
        if (!route.isOpen() && role.compareTo(route.least()) < 0) {
          assertThat(status).as("%s by %s", route, role).isEqualTo(403);
        } else {
          assertThat(status).as("%s by %s", route, role).isIn(200, 202, 400, 404);
        }
      }
    }
  }

  @Test
  void everyChangeNeedsTheSecretOfThePageAndJson() throws Exception {
    Access.Session session = access.redeem(access.token(Role.ADMIN)).orElseThrow();
    for (Route route : routes) {
      if (route.isChange() && !route.isOpen()) {
        HttpRequest.Builder bare = request(route, session.id()).setHeader("X-Voco-Csrf", "guess");
        assertThat(status(bare)).as("%s", route).isEqualTo(403);
      }
      if (route.isChange()) {
        HttpRequest.Builder foreign =
            request(route, session.id())
                .setHeader("X-Voco-Csrf", session.csrf())
                .setHeader("Content-Type", "application/json")
                .setHeader("Origin", "http://evil.example");
        assertThat(status(foreign)).as("%s", route).isEqualTo(403);
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded")) {
          HttpRequest.Builder form =
              request(route, session.id())
                  .setHeader("X-Voco-Csrf", session.csrf())
                  .setHeader("Content-Type", type);
          assertThat(status(form)).as("%s", route).isEqualTo(415);
        }
      }
    }
    assertThat(sent).isEmpty();
  }

  @Test
  void whatTheJobWouldRefuseIsRefusedWithItsWords() throws Exception {
    Access.Session admin = access.redeem(access.token(Role.ADMIN)).orElseThrow();
    HttpRequest.Builder bad = put("/api/monitors/m", "{\"id\":\"m\",\"cameras\":\"*\"}", admin);
    var reply = http.send(bad.build(), BodyHandlers.ofString());
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("monitor 'm'", "text");
    assertThat(status(put("/api/monitors/other", MONITOR, admin))).isEqualTo(400);
    assertThat(sent).isEmpty();
  }

  @Test
  void aCameraThatIsToRememberForLongerThanTheJobAllowsIsRefused() throws Exception {
    Access.Session admin = access.redeem(access.token(Role.ADMIN)).orElseThrow();
    String camera = "{\"id\":\"gate\",\"url\":\"rtsp://10.0.0.1/live\",\"retain\":\"P10D\"}";
    var reply = http.send(put("/api/cameras/gate", camera, admin).build(), BodyHandlers.ofString());
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("camera 'gate'", "expected at most PT72H");
    assertThat(sent).isEmpty();
  }

  @Test
  void changesAreTheMessagesOfTheContract() throws Exception {
    Access.Session admin = access.redeem(access.token(Role.ADMIN)).orElseThrow();
    String camera = "{\"id\":\"gate\",\"url\":\"rtsp://10.0.0.1/live\"}";
    assertThat(status(put("/api/monitors/a%20b", MONITOR, admin))).isEqualTo(202);
    assertThat(status(put("/api/cameras/gate", camera, admin))).isEqualTo(202);
    HttpRequest.Builder remove = put("/api/monitors/a%20b", "", admin);
    assertThat(status(remove.method("DELETE", BodyPublishers.noBody()))).isEqualTo(202);
    assertThat(sent)
        .containsExactly(
            "voco.monitors a b " + MONITOR,
            "voco.cameras gate " + camera,
            "voco.monitors a b null");
  }

  @Test
  void theRoleIsTold() throws Exception {
    Access.Session view = access.redeem(access.token(Role.VIEW)).orElseThrow();
    HttpRequest.Builder request = HttpRequest.newBuilder(uri("/api/session"));
    request.header("Cookie", "other=1; voco-console-" + port() + "=" + view.id());
    String body = http.send(request.build(), BodyHandlers.ofString()).body();
    assertThat(new ObjectMapper().readTree(body).path("role").asText()).isEqualTo("VIEW");
  }

  private int status(Route route, Access.Session session) throws Exception {
    if (session == null) {
      return status(request(route, "guess"));
    }
    return status(
        request(route, session.id())
            .setHeader("X-Voco-Csrf", session.csrf())
            .setHeader("Content-Type", "application/json"));
  }

  /** The head only: events have no end. */
  private int status(HttpRequest.Builder request) throws Exception {
    var reply = http.send(request.build(), BodyHandlers.ofInputStream());
    reply.body().close();
    return reply.statusCode();
  }

  private HttpRequest.Builder request(Route route, String cookie) {
    String path =
        route.path() + (route.path().endsWith("/") && route.path().length() > 1 ? "x" : "");
    var body = route.isChange() ? BodyPublishers.ofString("{}") : BodyPublishers.noBody();
    return HttpRequest.newBuilder(uri(path))
        .method(route.method(), body)
        .header("Cookie", "voco-console-" + port() + "=" + cookie);
  }

  private HttpRequest.Builder put(String path, String json, Access.Session session) {
    return HttpRequest.newBuilder(uri(path))
        .PUT(BodyPublishers.ofString(json))
        .header("Cookie", "voco-console-" + port() + "=" + session.id())
        .header("X-Voco-Csrf", session.csrf())
        .header("Content-Type", "application/json");
  }

  private int port() {
    return served.port();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }
}
