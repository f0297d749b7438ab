package dev.vocostream.operators.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.vocostream.operators.gate.BlockedUrlException.Reason;
import dev.vocostream.operators.gate.Gates.CountingResolver;
import dev.vocostream.operators.gate.Playlist.ByteRange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpStreamTest {
  private final Map<String, String> redirects = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountingResolver resolver = new CountingResolver();
  private HttpServer server;
  private SSLContext tls;
  private boolean asksForLogin;

  @BeforeEach
  void start() throws Exception {
    tls = SSLContext.getDefault();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    requests.add(exchange.getRequestHeaders().getFirst("Host") + path + " " + authorization);
    String location = redirects.get(path);
    if (asksForLogin && authorization == null) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
      exchange.sendResponseHeaders(401, -1);
    } else if (location != null) {
      exchange.getResponseHeaders().set("Location", location);
      exchange.sendResponseHeaders(302, -1);
    } else if (path.startsWith("/bytes/")) {
      byte[] body = "x".repeat(Integer.parseInt(path.substring(7))).getBytes(US_ASCII);
      boolean chunked = "chunked".equals(exchange.getRequestURI().getQuery());
      exchange.sendResponseHeaders(200, chunked ? 0 : body.length);
      exchange.getResponseBody().write(body);
    } else {
      exchange.sendResponseHeaders(404, -1);
    }
    exchange.close();
  }

  private Document fetch(String url) throws Exception {
    return fetch(url, Optional.empty());
  }

  private Document fetch(String url, Optional<ByteRange> range) throws Exception {
    Gate gate = Gates.local(resolver);
    ProxySettings settings = ProxySettings.defaults().withTls(tls);
    try (HttpStream stream = new HttpStream(gate, gate.check(url), settings)) {
      stream.open(range);
      return new Document(stream.url(), stream.body().readAllBytes());
    }
  }

  private String at(String host, String path) {
    return "http://%s:%d%s".formatted(host, server.getAddress().getPort(), path);
  }

  private Reason refusal(String url) {
    return catchThrowableOfType(BlockedUrlException.class, () -> fetch(url)).reason();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bytes/1000", "/bytes/1000?chunked", "/bytes/1", "/bytes/1?chunked"})
  void readsToTheEnd(String path) throws Exception {
    Document document = fetch(at("local.example", path));

    assertThat(document.bytes()).hasSize(path.contains("1000") ? 1000 : 1).containsOnly('x');
    assertThat(requests)
        .containsExactly(document.url().url().authority() + document.url().url().path() + " null");
  }

  /** A server that does not do ranges would send other bytes than were asked for. */
  @Test
  void takesNoWholeForAPart() {
    Optional<ByteRange> part = Optional.of(new ByteRange(10, 0));
    assertThatThrownBy(() -> fetch(at("local.example", "/bytes/20"), part))
        .isInstanceOf(HttpStatusException.class)
        .hasMessage(at("local.example", "/… answered with status 200, 206 expected"));
  }

  @Test
  void followsThreeRedirectsAndNoFourth() throws Exception {
    redirects.put("/a/1", "2");
    redirects.put("/a/2", "/b/3?x=1");
    redirects.put("/b/3", at("other.example", "/bytes/7"));
    redirects.put("/b/0", "../a/1");

    Document document = fetch(at("local.example", "/a/1"));

    assertThat(document.bytes()).hasSize(7);
    assertThat(document.url().url().host()).isEqualTo("other.example");
    assertThat(resolver.asked).containsExactly("local.example", "other.example");
    assertThat(refusal(at("local.example", "/b/0"))).isEqualTo(Reason.REDIRECT_LIMIT);
    assertThat(requests).hasSize(8);
  }

  @ParameterizedTest
  @CsvSource({
    "file:///etc/passwd, SCHEME_UNKNOWN",
    "rtsp://local.example/a, SCHEME_NOT_ENABLED",
    "gopher://local.example/, SCHEME_UNKNOWN",
    "concat:http://local.example/, NESTED_PROTOCOL",
    "data:text/plain;base64;AAAA, SCHEME_UNKNOWN",
    "http://10.0.0.7:PORT/, ADDRESS",
    "http://private.example:PORT/, ADDRESS",
    "http://mixed.example:PORT/, MIXED_ADDRESSES",
    "http://169.254.169.254/latest/, OTHER_PORT",
    "http://169.254.169.254:PORT/latest/, ADDRESS",
    "http://2130706433:PORT/, ODD_ADDRESS",
    "//10.0.0.7:PORT/, ADDRESS",
    "http://local.example:1/, OTHER_PORT",
    "http://local.example/, OTHER_PORT",
    "https://local.example/, OTHER_PORT",
    "http://user:pw@local.example:PORT/, USER_INFO",
    "//user@local.example:PORT/, USER_INFO",
    "a b, CHARACTERS",
    "a#b, FRAGMENT"
  })
  void checksWhereARedirectLeads(String location, String reason) {
    redirects.put("/start", location.replace("PORT", "" + server.getAddress().getPort()));

    assertThat(refusal(at("local.example", "/start"))).hasToString(reason);
    assertThat(requests).hasSize(1);
  }

  @Test
  void sendsCredentialsToTheirOwnHostOnly() throws Exception {
    asksForLogin = true;
    redirects.put("/1", "/2");
    redirects.put("/2", at("other.example", "/bytes/1"));

    assertThatThrownBy(() -> fetch(at("admin:s3%40cr3t@local.example", "/1")))
        .isInstanceOf(HttpStatusException.class)
        .hasMessage(at("other.example", "/… answered with status 401, 200 expected"));
    String login = "Basic YWRtaW46czNAY3IzdA==";
    assertThat(requests)
        .extracting(request -> request.substring(request.indexOf('/')))
        .containsExactly("/1 null", "/1 " + login, "/2 null", "/2 " + login, "/bytes/1 null");
  }

  @Test
  void triesALoginOnce() {
    asksForLogin = true;
    assertThatThrownBy(() -> fetch(at("admin:s3cr3t@local.example", "/missing")))
        .isInstanceOf(HttpStatusException.class)
        .hasMessage(at("local.example", "/… answered with status 404, 200 expected"));
    assertThat(requests).hasSize(2);
  }

  @Test
  void neverLeavesTls(@TempDir Path dir) throws Exception {
    TestCertificate certificate = TestCertificate.make(dir);
    HttpsServer secure =
        HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
    secure.createContext("/", this::answer);
    secure.start();
    try {
      String base = "https://local.example:" + secure.getAddress().getPort();
      redirects.put("/down", "http://local.example:%d/".formatted(secure.getAddress().getPort()));

      assertThatThrownBy(() -> fetch(base + "/bytes/5"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("its certificate must name local.example");
      tls = certificate.trusting();
      assertThat(fetch(base + "/bytes/5").bytes()).hasSize(5);
      assertThat(refusal(base + "/down")).isEqualTo(Reason.DOWNGRADE);
    } finally {
      secure.stop(0);
    }
  }
}
