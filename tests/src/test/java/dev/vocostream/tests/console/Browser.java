package dev.vocostream.tests.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Chromium without a screen, one page of it, driven by its DevTools protocol. */
final class Browser implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger sent = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> replies = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** The browser of this machine; without one on the PATH the test is skipped, and says so. */
  static Path assumed() {
    Optional<Path> program =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .flatMap(directory -> NAMES.stream().map(Path.of(directory)::resolve))
            .filter(Files::isExecutable)
            .findFirst();
    if (program.isEmpty()) {
      System.out.println("SKIPPED: no chromium or google-chrome on the PATH, page not tested");
    }
    assumeTrue(program.isPresent(), "no chromium or google-chrome on the PATH");
    return program.get();
  }

  /**
   * @param profile an empty directory, for all that it writes
   */
  Browser(Path program, Path profile) throws Exception {
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                // It sees our own page only, and as root it has no sandbox.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolveSibling("browser.log").toFile())
            .start();
    try {
      HttpClient http = HttpClient.newHttpClient();
      socket =
          http.newWebSocketBuilder()
              .buildAsync(page(http, profile), new Listener())
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      for (String part : List.of("Page", "Runtime", "Log", "Network")) {
        call(part + ".enable", Map.of());
      }
    } catch (Exception e) {
      end();
      throw e;
    }
  }

  /** Where the protocol of the first page is spoken. */
  private static URI page(HttpClient http, Path profile) throws Exception {
    // Its first line is the port; written when the port is open.
    Path written = profile.resolve("DevToolsActivePort");
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> Files.exists(written) && Files.size(written) > 0);
    URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(written).get(0) + "/json/list");
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> firstPage(http, list), Optional::isPresent)
        .orElseThrow();
  }

  private static Optional<URI> firstPage(HttpClient http, URI list) throws Exception {
    String targets =
        http.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString()).body();
    for (JsonNode target : JSON.readTree(targets)) {
      if (target.path("type").asText().equals("page")) {
        return Optional.of(URI.create(target.path("webSocketDebuggerUrl").asText()));
      }
    }
    return Optional.empty();
  }

  /** Goes there as if the address had been typed. */
  void open(String url) throws Exception {
    call("Page.navigate", Map.of("url", url));
  }

  /** The value of an expression, as JSON. */
  JsonNode eval(String js) throws Exception {
    JsonNode result =
        call(
            "Runtime.evaluate",
            Map.of("expression", js, "returnByValue", true, "awaitPromise", true));
    if (result.has("exceptionDetails")) {
      throw new AssertionError(js + ": " + result.path("exceptionDetails"));
    }
    return result.path("result").path("value");
  }

  /** Waits until the expression is true. */
  void awaitTrue(String js) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(eval(js).asBoolean())
                    .as("%s, complaints %s, page %s", js, complaints, text())
                    .isTrue());
  }

  /**
   * @param js with one place for {@code value}, which becomes a literal there
   */
  void awaitTrue(String js, Object value) throws Exception {
    awaitTrue(js.formatted(JSON.writeValueAsString(value)));
  }

  private String text() throws Exception {
    return eval("document.body.innerText").asText();
  }

  /** Types into what has the focus. */
  void type(String text) throws Exception {
    call("Input.insertText", Map.of("text", text));
  }

  /** Writes what is seen, as PNG. */
  void screenshot(Path path) throws Exception {
    JsonNode result = call("Page.captureScreenshot", Map.of("format", "png"));
    Files.write(path, Base64.getDecoder().decode(result.path("data").asText()));
  }

  /** Errors and warnings of the page so far: exceptions, breaches of its policy, failed loads. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** The address of everything that was asked for. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private JsonNode call(String method, Map<String, ?> parameters) throws Exception {
    int id = sent.incrementAndGet();
    CompletableFuture<JsonNode> reply = new CompletableFuture<>();
    replies.put(id, reply);
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    socket.sendText(message.toString(), true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    JsonNode answer = reply.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (answer.has("error")) {
      throw new AssertionError(method + ": " + answer.path("error"));
    }
    return answer.path("result");
  }

  private void heard(JsonNode message) {
    JsonNode parameters = message.path("params");
    switch (message.path("method").asText()) {
      case "" -> replies.remove(message.path("id").asInt()).complete(message);
      case "Runtime.exceptionThrown" -> complaints.add(parameters.toString());
      case "Log.entryAdded" -> complain(parameters, parameters.at("/entry/level").asText());
      case "Runtime.consoleAPICalled" -> complain(parameters, parameters.path("type").asText());
      case "Network.requestWillBeSent" -> requests.add(parameters.at("/request/url").asText());
      default -> {
        // Of no concern here.
      }
    }
  }

  private void complain(JsonNode parameters, String level) {
    if (List.of("error", "warning", "assert").contains(level)) {
      complaints.add(parameters.toString());
    }
  }

  @Override
  public void close() throws InterruptedException {
    socket.abort();
    end();
  }

  private void end() throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  /** Puts the parts of a message together. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      parts.append(part);
      if (last) {
        String whole = parts.toString();
        parts.setLength(0);
        try {
          heard(JSON.readTree(whole));
        } catch (IOException e) {
          complaints.add("not JSON: " + whole);
        }
      }
      from.request(1);
      return null;
    }
  }
}
