package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.kafka.CameraDesk;
import dev.vocostream.job.kafka.KafkaSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a running job shows a real Prometheus, and what our dashboard and rules make of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Path MONITORING = Path.of("..", "deploy", "monitoring");
  private static final Path MANUAL = Path.of("..", "deploy", "docs", "metrics.md");
  private static final String OPERATOR = "flink_taskmanager_job_task_operator_";
  private static final Pattern NAME = Pattern.compile("flink_[A-Za-z_]+");

  private RunningJob job;
  private KafkaSettings kafka;
  private int port;
  private PrometheusProcess prometheus;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    assumeThat(PrometheusProcess.isInstalled())
        .as("NOT RUN: no prometheus and promtool here: apt-get install prometheus")
        .isTrue();
    port = PrometheusProcess.freePort();
    job =
        new RunningJob(
            directory,
            "metrics",
            "{id: door, url: door.mp4, fps: 4, play: once, pace: fast}",
            "{id: yard, url: yard.mp4, fps: 4, play: loop, pace: live}");
    job.site().more("metrics: {prometheus-port: " + port + "}");
    job.site().skipUnchanged(true);
    kafka = job.start();
    prometheus =
        PrometheusProcess.start(
            directory.resolve("prometheus"), port, MONITORING.resolve("alerts.yaml"));
    ask("one", "door");
    ask("two", "nobody");
    job.mailbox().answer("one", PATIENCE);
    job.mailbox().answer("two", PATIENCE);
    await().atMost(PATIENCE).until(() -> sum("stage_questionMicros_count{stage=\"reading\"}") > 0);
  }

  @AfterAll
  void stop() throws Exception {
    if (job != null) {
      prometheus.close();
      job.close();
    }
  }

  @Test
  void theFramesOfAFileAddUp() throws Exception {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              String door = "{camera=\"door\"}";
              double emitted = sum("camera_framesEmitted" + door);
              assertThat(emitted).as("16 s at 4 fps touch 64 or 65 periods").isBetween(64.0, 65.0);
              assertThat(sum("camera_framesDecoded" + door))
                  .isEqualTo(emitted + sum("camera_reason_framesDropped" + door));
              double compressed = sum("camera_framesCompressed" + door);
              assertThat(compressed)
                  .isEqualTo(
                      emitted
                          - sum("camera_framesUnchanged" + door)
                          - sum("camera_reason_framesRefused" + door));
              assertThat(sum("camera_framesRemembered" + door)).isEqualTo(compressed);
              assertThat(sum("camera_memoryFrames" + door))
                  .isEqualTo(compressed - sum("camera_framesForgotten" + door));
            });
    assertThat(sum("status_answers{status=\"answered\"}")).isPositive();
    assertThat(sum("status_answers{status=\"rejected\"}")).isPositive();
  }

  @Test
  void everyQueryOfTheDashboardGivesData() throws Exception {
    JsonNode dashboard = new ObjectMapper().readTree(MONITORING.resolve("dashboard.json").toFile());
    List<String> queries = new ArrayList<>();
    dashboard.findValues("expr").forEach(expr -> queries.add(filledIn(expr.asText())));
    assertThat(queries).hasSizeGreaterThan(30);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(queries).allSatisfy(query -> assertThat(samples(query)).isNotEmpty()));
  }

  @Test
  void everyRuleIsEvaluatedAndNamesMetricsThatAreThere() throws Exception {
    Set<String> named = named(Files.readString(MONITORING.resolve("alerts.yaml")));
    assertThat(named).hasSizeGreaterThan(8);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(scrapedNames()).containsAll(named);
              JsonNode rules = prometheus.get("rules").findValue("rules");
              assertThat(rules).isNotEmpty().allMatch(r -> r.path("health").asText().equals("ok"));
            });
    assertThat(prometheus.value("count(ALERTS{alertstate=\"firing\"})")).isNaN();
  }

  @Test
  void theManualNamesWhatThereIsAndNothingElse() throws Exception {
    Set<String> told = new TreeSet<>();
    Matcher rows = Pattern.compile("(?m)^\\| `([A-Za-z_]+)`").matcher(Files.readString(MANUAL));
    while (rows.find()) {
      told.add(OPERATOR + rows.group(1));
    }
    assertThat(told).isNotEmpty();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(scrapedNames()).containsAll(told));
    Pattern ours = Pattern.compile(OPERATOR + "(camera|stage|status|state|model|window|batch)_?.*");
    assertThat(scrapedNames())
        .filteredOn(name -> ours.matcher(name).matches() && !name.endsWith("_count"))
        .isSubsetOf(told);
  }

  @Test
  void nothingIsReportedOfACameraThatWasRemoved() throws Exception {
    String clip = job.site().path("yard.mp4").toString();
    job.mailbox().camera("b-rief", "{\"id\":\"b-rief\",\"url\":\"%s\",\"fps\":4}".formatted(clip));
    String label = "camera=\"b-rief\"";
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(scrape().lines().filter(line -> line.contains(label)))
                    .as("a metric of each stage")
                    .anyMatch(line -> line.contains("framesDecoded"))
                    .anyMatch(line -> line.contains("framesUnchanged"))
                    .anyMatch(line -> line.contains("framesCompressed"))
                    .anyMatch(line -> line.contains("memoryBytes")));
    try (CameraDesk desk = new CameraDesk(kafka)) {
      desk.remove("b-rief");
    }
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(scrape()).doesNotContain(label));
  }

  private void ask(String id, String camera) throws Exception {
    job.mailbox()
        .ask(
            "{\"id\":\"%s\",\"cameras\":[\"%s\"],\"text\":\"What is there?\",\"maxTokens\":8}"
                .formatted(id, camera));
  }

  private double sum(String metric) throws Exception {
    return prometheus.value("sum(" + OPERATOR + metric + ")");
  }

  private List<JsonNode> samples(String query) {
    try {
      return StreamSupport.stream(prometheus.query(query).spliterator(), false).toList();
    } catch (Exception e) {
      throw new AssertionError(query, e);
    }
  }

  /** With what Grafana puts in for its variables. */
  private static String filledIn(String query) {
    return query.replace("$__rate_interval", "10s").replace("$camera", ".*");
  }

  private static Set<String> named(String text) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = NAME.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }

  private List<String> scrapedNames() throws Exception {
    return StreamSupport.stream(prometheus.get("label/__name__/values").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  /** What the reporter says now. */
  private String scrape() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }
}
