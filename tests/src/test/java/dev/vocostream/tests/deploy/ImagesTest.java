package dev.vocostream.tests.deploy;

import static dev.vocostream.tests.deploy.DeployFiles.DEPLOY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.job.JobConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Images and composition, as far as they can be looked at without Docker: that what they name is
 * there, and that no part contradicts another.
 */
class ImagesTest {
  private static final Path ROOT = DEPLOY.resolve("..").normalize();
  private static final Path DOCKERFILE = DEPLOY.resolve("docker/Dockerfile");

  @Test
  void everyStageEndsAsAUserThatIsNotRootAndSaysWhetherItIsHealthy() throws Exception {
    Map<String, List<String>> stages = stages();
    assertThat(stages).containsKeys("flink", "flink-gpu", "cli");
    for (String stage : List.of("flink", "flink-gpu", "cli")) {
      assertThat(last(stages.get(stage), "USER ")).as(stage).isIn("flink", "voco");
      assertThat(last(stages.get(stage), "HEALTHCHECK ")).as(stage).isNotEmpty();
    }
  }

  @Test
  void whatIsCopiedIsThereOrIsBuilt() throws Exception {
    Map<String, List<String>> stages = stages();
    String built = Files.readString(DEPLOY.resolve("flink/pom.xml"));
    assertThat(built).contains("<finalName>voco-job</finalName>", "${project.build.directory}/lib");
    for (List<String> lines : stages.values()) {
      for (String line : lines) {
        List<String> words = new ArrayList<>(List.of(line.split("\\s+")));
        if (!words.remove(0).equals("COPY")) {
          continue;
        }
        List<String> flags = words.stream().filter(word -> word.startsWith("--")).toList();
        words.removeAll(flags);
        for (String flag : flags) {
          if (flag.startsWith("--from=")) {
            assertThat(stages).containsKey(flag.substring("--from=".length()));
          }
        }
        if (flags.stream().noneMatch(flag -> flag.startsWith("--from="))) {
          for (String source : words.subList(0, words.size() - 1)) {
            assertThat(ROOT.resolve(source)).exists();
          }
        }
      }
    }
  }

  @Test
  void theCompositionNamesStagesServicesAndFilesThatAreThere() throws Exception {
    JsonNode compose = DeployFiles.documents(DEPLOY.resolve("compose.yaml")).get(0);
    JsonNode services = compose.path("services");
    Set<String> named = new TreeSet<>();
    services.fieldNames().forEachRemaining(named::add);
    assertThat(named).contains("kafka", "jobmanager", "taskmanager", "prometheus", "grafana");
    for (JsonNode service : services) {
      service.path("depends_on").fieldNames().forEachRemaining(n -> assertThat(named).contains(n));
      service.path("ports").forEach(p -> assertThat(p.asText()).startsWith("127.0.0.1:"));
    }
    Map<String, List<String>> stages = stages();
    for (JsonNode target : compose.findValues("target")) {
      assertThat(stages).containsKey(target.asText());
    }
    for (JsonNode volumes : compose.findValues("volumes")) {
      for (JsonNode volume : volumes.isArray() ? volumes : List.<JsonNode>of()) {
        String source = volume.asText().split(":")[0];
        if (source.startsWith(".")) {
          assertThat(DEPLOY.resolve(source)).exists();
        } else {
          assertThat(compose.path("volumes").has(source)).as(source).isTrue();
        }
      }
    }
  }

  /**
   * One setting of Kafka from outside puts the image's own file of settings aside, and with it
   * where topics lie: they would be gone with the container.
   */
  @Test
  void theBrokerOfTheCompositionWritesToItsVolume() throws Exception {
    JsonNode compose = DeployFiles.documents(DEPLOY.resolve("compose.yaml")).get(0);
    JsonNode kafka = compose.at("/services/kafka");
    Path logs = Path.of("/", kafka.at("/environment/KAFKA_LOG_DIRS").asText());
    assertThat(kafka.path("volumes"))
        .extracting(volume -> Path.of(volume.asText().split(":")[1]))
        .anyMatch(logs::startsWith);
  }

  /** Its users file has hashes of passwords, and a port that others reach would need TLS. */
  @Test
  void theConsoleOfTheCompositionIsOfThisMachineAndItsUsersAreASecret() throws Exception {
    JsonNode compose = DeployFiles.documents(DEPLOY.resolve("compose.yaml")).get(0);
    JsonNode console = compose.at("/services/console");
    Map<String, String> options = new LinkedHashMap<>();
    JsonNode command = console.path("command");
    for (int i = 1; i < command.size(); i += 2) {
      options.put(command.get(i).asText(), command.get(i + 1).asText());
    }
    // The console answers to no port but the one that it listens on.
    String port = options.get("--port");
    assertThat(console.path("ports")).hasSize(1);
    assertThat(console.at("/ports/0").asText()).isEqualTo("127.0.0.1:" + port + ":" + port);
    assertThat(options).containsEntry("--listen", "0.0.0.0").doesNotContainKey("--role");

    String secret = console.at("/secrets/0").asText();
    assertThat(options).containsEntry("--users", "/run/secrets/" + secret);
    String file = compose.path("secrets").path(secret).path("file").asText();
    String ignored = ROOT.relativize(DEPLOY.resolve(file).normalize()).toString();
    for (String list : List.of(".gitignore", "deploy/docker/Dockerfile.dockerignore")) {
      assertThat(Files.readAllLines(ROOT.resolve(list))).contains(ignored);
    }
  }

  @Test
  void prometheusLooksWhereTheProcessesShowTheirMetrics() throws Exception {
    JsonNode compose = DeployFiles.documents(DEPLOY.resolve("compose.yaml")).get(0);
    Map<String, String> flink = DeployFiles.flat(DeployFiles.yaml(properties(compose)));
    JsonNode scraped =
        DeployFiles.documents(DEPLOY.resolve("docker/prometheus.yaml")).get(0).findValue("targets");
    String port = flink.get("metrics.reporter.prom.port");
    assertThat(scraped)
        .extracting(JsonNode::asText)
        .containsExactly("jobmanager:" + port, "taskmanager:" + port);
    assertThat(Files.readString(DOCKERFILE)).contains("/usr/local/bin/healthy\", \"" + port);
    assertThat(DEPLOY.resolve("docker/healthy")).isExecutable();
  }

  @Test
  void everySettingOfFlinkIsOneThatFlinkKnows() throws Exception {
    Set<String> known = DeployFiles.keysOfFlink();
    JsonNode compose = DeployFiles.documents(DEPLOY.resolve("compose.yaml")).get(0);
    JsonNode standalone = DeployFiles.documents(DEPLOY.resolve("flink/config.yaml")).get(0);
    assertThat(known).containsAll(DeployFiles.flat(DeployFiles.yaml(properties(compose))).keySet());
    assertThat(known).containsAll(DeployFiles.flat(standalone).keySet());
  }

  /** The image's entry script deletes the blanks of FLINK_PROPERTIES, also those inside a value. */
  @Test
  void noPropertyOfTheCompositionHasABlankInIt() throws Exception {
    JsonNode compose = DeployFiles.documents(DEPLOY.resolve("compose.yaml")).get(0);
    assertThat(DeployFiles.flat(DeployFiles.yaml(properties(compose))).values())
        .noneMatch(value -> value.matches(".*\\s.*"));
    JsonNode standalone = DeployFiles.documents(DEPLOY.resolve("flink/config.yaml")).get(0);
    String options = DeployFiles.flat(standalone).get("env.java.opts.all");
    assertThat(compose.at("/x-flink/environment/FLINK_ENV_JAVA_OPTS").asText()).isEqualTo(options);
  }

  @Test
  void theJobOfTheCompositionIsConfiguredRight() throws Exception {
    JobConfig config = JobConfig.read(DEPLOY.resolve("docker/voco.yaml"));
    assertThat(config.modelDirectory()).isEqualTo(Path.of("/models/voco"));
    assertThat(config.cameras()).hasSize(1);
  }

  private static String properties(JsonNode compose) {
    return compose.path("x-flink").path("environment").path("FLINK_PROPERTIES").asText();
  }

  /** The instructions of each stage, joined to lines, by its name. */
  private static Map<String, List<String>> stages() throws Exception {
    Map<String, List<String>> stages = new LinkedHashMap<>();
    List<String> current = new ArrayList<>();
    for (String line : Files.readString(DOCKERFILE).replace("\\\n", " ").split("\n")) {
      if (line.startsWith("FROM ")) {
        current = new ArrayList<>();
        stages.put(line.substring(line.lastIndexOf(' ') + 1), current);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        current.add(line);
      }
    }
    return stages;
  }

  /** What the last such instruction says; empty if there is none. */
  private static String last(List<String> lines, String instruction) {
    return lines.stream()
        .filter(line -> line.startsWith(instruction))
        .map(line -> line.substring(instruction.length()))
        .reduce("", (before, after) -> after);
  }
}
