package dev.vocostream.tests.job;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A real Prometheus that scrapes one endpoint every second and evaluates rules. */
final class PrometheusProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI api;

  private PrometheusProcess(Process process, int port) {
    this.process = process;
    this.api = URI.create("http://127.0.0.1:" + port + "/api/v1/");
  }

  /** Whether Prometheus and its promtool are on this machine. */
  static boolean isInstalled() {
    return isOnPath("prometheus") && isOnPath("promtool");
  }

  private static boolean isOnPath(String program) {
    for (String directory : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }

  /**
   * @param target port of the endpoint on this machine
   * @param rules a file of rules
   */
  static PrometheusProcess start(Path directory, int target, Path rules) throws IOException {
    Path config =
        Files.writeString(
            Files.createDirectories(directory).resolve("prometheus.yaml"),
            """
            global: {scrape_interval: 1s, evaluation_interval: 1s}
            rule_files: [%s]
            scrape_configs:
              - {job_name: flink, static_configs: [{targets: ["127.0.0.1:%d"]}]}
            """
                .formatted(rules.toAbsolutePath(), target));
    int port = freePort();
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("prometheus.log").toFile())
            .start();
    PrometheusProcess prometheus = new PrometheusProcess(process, port);
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .failFast("Prometheus ended", () -> !process.isAlive())
        .until(() -> !prometheus.query("up == 1").isEmpty());
    return prometheus;
  }

  /** The samples of an instant query; an expression that is wrong fails the test. */
  JsonNode query(String expression) throws IOException, InterruptedException {
    return get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
        .path("result");
  }

  /** The one number that an expression gives; NaN if it gives nothing. */
  double value(String expression) throws IOException, InterruptedException {
    JsonNode samples = query(expression);
    return samples.isEmpty() ? Double.NaN : samples.get(0).path("value").get(1).asDouble();
  }

  /** What Prometheus says of this path of its API. */
  JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(api.resolve(path)).build();
    JsonNode answer =
        JSON.readTree(http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8)).body());
    if (!answer.path("status").asText().equals("success")) {
      throw new AssertionError(path + ": " + answer);
    }
    return answer.path("data");
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
