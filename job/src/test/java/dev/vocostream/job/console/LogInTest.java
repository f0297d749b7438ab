package dev.vocostream.job.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way in with a password, by HTTP. */
class LogInTest {
  private static final String PASSWORD = "correct \"horse\" bättery";
  private static final User ANNA =
      new User("anna", Role.ADMIN, PasswordHash.of(PASSWORD.toCharArray(), 10));
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "cameras.example.org";

  private final AtomicReference<Users> users =
      new AtomicReference<>(new Users(Map.of("anna", ANNA), List.of()));
  private final Access access =
      new Access(System::currentTimeMillis, 1_000, user -> users.get().has(user));
  private final HttpClient http = HttpClient.newHttpClient();
  private ServedPages served;

  @BeforeEach
  void start() throws Exception {
    served = new ServedPages(access, users::get, LogInTest::site, (topic, key, json) -> true);
  }

  private static Site site(int port) {
    String loopback = "127.0.0.1:" + port;
    return Site.of(Map.of(loopback, "http://" + loopback, NAME, "https://" + NAME), port);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void thePageLeadsToTheFormAndThePasswordToThePage() throws Exception {
    HttpResponse<String> page = get("/", null);
    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.headers().firstValue("Location")).hasValue("/login");
    assertThat(get("/login", null).body()).contains("type=\"password\"").doesNotContain("<script>");

    HttpResponse<String> in = logIn("anna", PASSWORD);
    assertThat(in.statusCode()).isEqualTo(200);
    assertThat(set(in))
        .contains("; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age=43200")
        .doesNotContain("Secure");
    JsonNode session = JSON.readTree(get("/api/session", cookie(in)).body());
    assertThat(session.path("user").asText()).isEqualTo("anna");
    assertThat(session.path("role").asText()).isEqualTo("ADMIN");
    assertThat(get("/", cookie(in)).statusCode()).isEqualTo(200);
  }

  @Test
  void aWrongNameAndAWrongPasswordLookTheSame() throws Exception {
    HttpResponse<String> password = logIn("anna", PASSWORD + "x");
    HttpResponse<String> name = logIn("berta", PASSWORD);
    assertThat(password.statusCode()).isEqualTo(401).isEqualTo(name.statusCode());
    assertThat(password.body()).isEqualTo("wrong name or password").isEqualTo(name.body());
    assertThat(password.headers().map().keySet()).isEqualTo(name.headers().map().keySet());
    assertThat(set(password)).isNull();
    for (int i = 0; i < 4; i++) {
      logIn("anna", "guess");
      logIn("berta", "guess");
    }
    assertThat(logIn("anna", PASSWORD).statusCode()).isEqualTo(429);
    assertThat(logIn("berta", PASSWORD).statusCode()).isEqualTo(429);
  }

  @Test
  void refusesWhatIsNoLogIn() throws Exception {
    String deep = "[".repeat(5_000);
    String password = body("anna", "x".repeat(1_025));
    String name = body("x".repeat(65), PASSWORD);
    for (String body : List.of("", "{", deep, "[]", "{\"name\":\"anna\"}", password, name)) {
      assertThat(send(post(body)).statusCode()).as(body).isEqualTo(400);
    }
    assertThat(send(post("x".repeat(Routes.MAX_BODY + 1))).statusCode()).isEqualTo(413);
    assertThat(send(post("{}").setHeader("Content-Type", "text/plain")).statusCode())
        .isEqualTo(415);
    assertThat(send(post("{}").setHeader("Origin", "null")).statusCode()).isEqualTo(403);
  }

  /** Whoever planted a session's id in a browser does not get into the one that follows. */
  @Test
  void aSessionThatWasThereBeforeEnds() throws Exception {
    String planted =
        "voco-console-" + port() + "=" + access.redeem(access.token(Role.VIEW)).get().id();
    assertThat(get("/", planted).statusCode()).isEqualTo(200);
    HttpResponse<String> in = send(post(body("anna", PASSWORD)).header("Cookie", planted));
    assertThat(cookie(in)).isNotEqualTo(planted);
    assertThat(get("/api/session", planted).statusCode()).isEqualTo(401);
  }

  @Test
  void whoIsTakenOutOfTheFileIsOutAndHearsNoMore() throws Exception {
    String cookie = cookie(logIn("anna", PASSWORD));
    HttpRequest.Builder events = request("/api/events").header("Cookie", cookie);
    try (InputStream stream = http.send(events.build(), BodyHandlers.ofInputStream()).body()) {
      assertThat(stream.read()).isEqualTo(':');
      users.set(Users.NONE);
      served.feed.tell(Kind.STATUS, "yard", "{\"state\":\"secret\"}");
      assertThat(new String(stream.readAllBytes())).doesNotContain("secret");
    }
    assertThat(get("/api/session", cookie).statusCode()).isEqualTo(401);
    assertThat(logIn("anna", PASSWORD).statusCode()).isEqualTo(401);
    users.set(new Users(Map.of("anna", ANNA), List.of()));
    assertThat(get("/api/session", cookie).statusCode()).isEqualTo(200);
  }

  @Test
  void whoLogsOutIsOut() throws Exception {
    String cookie = cookie(logIn("anna", PASSWORD));
    String csrf = JSON.readTree(get("/api/session", cookie).body()).path("csrf").asText();
    // As many changes as a minute may have: one can log out all the same.
    RateLimit changes = access.session(cookie.split("=")[1]).get().changes();
    IntStream.range(0, 1_000).forEach(i -> changes.allows(System.currentTimeMillis()));
    assertThat(send(change("/api/monitors/m", cookie, csrf)).statusCode()).isEqualTo(429);
    HttpResponse<String> out = send(change("/api/session", cookie, csrf));
    assertThat(out.statusCode()).isEqualTo(200);
    assertThat(set(out)).contains("; Max-Age=0");
    assertThat(get("/", cookie).statusCode()).isEqualTo(303);
  }

  private HttpRequest.Builder change(String path, String cookie, String csrf) {
    return request(path)
        .DELETE()
        .header("Cookie", cookie)
        .header("X-Voco-Csrf", csrf)
        .header("Content-Type", "application/json");
  }

  /** By hand, as a proxy sends it: Java's client does not let a program choose the host. */
  @Test
  void behindAProxyTheCookieIsSecureAndTheOriginIsThatOfTheName() throws Exception {
    String in = logInByProxy("https://" + NAME);
    assertThat(in).startsWith("HTTP/1.1 200").contains("; Path=/;", "; Secure\r\n");
    assertThat(logInByProxy("http://" + NAME)).startsWith("HTTP/1.1 403");
    assertThat(logInByProxy("http://127.0.0.1:" + port())).startsWith("HTTP/1.1 403");

    // A sibling of the host can set no name that begins so, and no other name is looked at.
    var set = Pattern.compile("(__Host-)(voco-console-\\d+=[^;]+); Path=/;").matcher(in);
    assertThat(set.find()).as(in).isTrue();
    String whole = set.group(1) + set.group(2);
    assertThat(byProxy("GET /api/session", "Cookie: " + whole, "")).startsWith("HTTP/1.1 200");
    assertThat(byProxy("GET /api/session", "Cookie: " + set.group(2), ""))
        .startsWith("HTTP/1.1 401");
  }

  private String logInByProxy(String origin) throws Exception {
    return byProxy("POST /api/login", "Origin: " + origin, body("anna", PASSWORD));
  }

  private String byProxy(String what, String header, String text) throws Exception {
    byte[] body = text.getBytes("UTF-8");
    String head =
        String.join(
            "\r\n",
            what + " HTTP/1.1",
            "Host: " + NAME,
            header,
            "Content-Type: application/json",
            "Content-Length: " + body.length,
            "Connection: close",
            "",
            "");
    try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.getOutputStream().write(head.getBytes("UTF-8"));
      socket.getOutputStream().write(body);
      return new String(socket.getInputStream().readAllBytes(), "UTF-8");
    }
  }

  private HttpResponse<String> logIn(String name, String password) throws Exception {
    return send(post(body(name, password)));
  }

  private static String body(String name, String password) {
    return JSON.createObjectNode().put("name", name).put("password", password).toString();
  }

  private HttpRequest.Builder post(String body) {
    return request("/api/login")
        .POST(BodyPublishers.ofString(body))
        .setHeader("Content-Type", "application/json");
  }

  private HttpResponse<String> get(String path, String cookie) throws Exception {
    HttpRequest.Builder request = request(path);
    return send(cookie == null ? request : request.header("Cookie", cookie));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  private static String set(HttpResponse<String> reply) {
    return reply.headers().firstValue("Set-Cookie").orElse(null);
  }

  private static String cookie(HttpResponse<String> reply) {
    return set(reply).substring(0, set(reply).indexOf(';'));
  }

  private int port() {
    return served.port();
  }
}
