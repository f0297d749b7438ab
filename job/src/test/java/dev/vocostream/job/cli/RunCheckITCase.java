package dev.vocostream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vocostream.job.local.LocalBroker;
import dev.vocostream.model.weights.BundledModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code voco run --check} and {@code voco doctor}, with the bundled model and a real broker. */
class RunCheckITCase {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir static Path directory;

  private static LocalBroker broker;

  private record Said(int code, String out, String error) {}

  @BeforeAll
  static void start() throws IOException {
    broker = LocalBroker.start(directory.resolve("broker"), 0, line -> {});
    BundledModel.write(directory.resolve("model"));
  }

  @AfterAll
  static void stop() {
    broker.stop();
  }

  @Test
  void checksAllThatRunWouldRefuseAndCreatesNothing() throws Exception {
    Path config = config("model", freePort());
    Said refused = voco("run", "--config", config.toString(), "--check");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.error()).contains("expected the topics voco.questions");

    Said lookedAt = voco("run", "--config", config.toString(), "--check", "--create-topics");
    assertThat(lookedAt.code()).as(lookedAt.error()).isZero();
    assertThat(lookedAt.out()).contains("nothing was started or created");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      assertThat(admin.listTopics().names().get()).isEmpty();
    }
    assertThat(directory.resolve("checkpoints")).doesNotExist();
  }

  /** A new version is tried while the old one still runs. */
  @Test
  void anotherJobThatRunsIsAWarningToWhoOnlyChecks() throws Exception {
    Map<String, Object> member =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "group.id", "voco-stream-owner");
    StringDeserializer text = new StringDeserializer();
    try (KafkaConsumer<String, String> other = new KafkaConsumer<>(member, text, text)) {
      other.subscribe(List.of("any"));
      other.poll(Duration.ofSeconds(2)); // joins
      Path config = config("model", freePort());
      Said checked = voco("run", "--config", config.toString(), "--check", "--create-topics");
      assertThat(checked.code()).as(checked.error()).isZero();
      assertThat(checked.out())
          .contains("warning  as long as it runs, nothing else starts: ")
          .contains("expected no other job with the transactional ids 'voco-stream'");
    }
  }

  @Test
  void aPortInUseAndWeightsThatAreNotTheManifestsAreRefused() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path config = config("model", taken.getLocalPort());
      Said said = voco("run", "--config", config.toString(), "--check", "--create-topics");
      assertThat(said.code()).isEqualTo(1);
      assertThat(said.error()).contains("port " + taken.getLocalPort()).contains("ui-port");
    }
    BundledModel.write(directory.resolve("broken"));
    Files.writeString(directory.resolve("broken/config.json"), "{}");
    Said said =
        voco(
            "run",
            "--config",
            config("broken", freePort()).toString(),
            "--check",
            "--create-topics");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.error()).startsWith("voco: ").contains("broken").doesNotContain("unexpected");
  }

  @Test
  void theDoctorFindsWhatStandsInTheWayOfAJob() throws Exception {
    Said said = voco("doctor", "--config", config("model", freePort()).toString(), "--json");
    JsonNode report = JSON.readTree(said.out());
    assertThat(said.code()).isEqualTo(1);
    assertThat(report.get("well").asBoolean()).isFalse();
    assertThat(verdict(report, "config")).isEqualTo("ok");
    assertThat(verdict(report, "model")).isEqualTo("ok");
    assertThat(verdict(report, "model memory")).isEqualTo("ok");
    assertThat(verdict(report, "disk")).isEqualTo("ok");
    assertThat(verdict(report, "camera yard")).isEqualTo("warn");
    assertThat(verdict(report, "broker")).isEqualTo("ok");
    assertThat(verdict(report, "topic voco.answers")).isEqualTo("fail");
    for (JsonNode finding : report.get("findings")) {
      if (!finding.get("verdict").asText().equals("ok")) {
        assertThat(finding.get("remedy").asText()).as(finding.toString()).isNotEmpty();
      }
    }
  }

  private static String verdict(JsonNode report, String name) {
    for (JsonNode finding : report.get("findings")) {
      if (finding.get("name").asText().equals(name)) {
        return finding.get("verdict").asText();
      }
    }
    throw new AssertionError(name + " is not among " + report);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Path config(String model, int uiPort) throws IOException {
    Path file = directory.resolve("voco.yaml");
    Files.writeString(
        file,
        """
        model: {directory: %s}
        kafka: {bootstrap-servers: '%s'}
        checkpoints: {directory: checkpoints}
        ui-port: %d
        cameras: [{id: yard, url: yard.mp4}]
        """
            .formatted(model, broker.bootstrapServers(), uiPort));
    return file;
  }

  private static Said voco(String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter error = new StringWriter();
    CommandLine voco = Voco.commandLine().setErr(new PrintWriter(error, true));
    try {
      System.setOut(new PrintStream(out, true));
      return new Said(voco.execute(arguments), out.toString(), error.toString());
    } finally {
      System.setOut(before);
    }
  }
}
