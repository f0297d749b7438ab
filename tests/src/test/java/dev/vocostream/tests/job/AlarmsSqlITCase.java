package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.JobConfig;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.kafka.KafkaSettings;
import dev.vocostream.job.kafka.TopicFollower;
import dev.vocostream.job.local.LocalBroker;
import dev.vocostream.job.local.LocalFlink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script of deploy/sql, statement by statement, beside the whole job and a real broker. */
@Tag("slow")
@Timeout(600)
class AlarmsSqlITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Path SCRIPT = Path.of("../deploy/sql/alarms.sql");
  private static final Pattern SET = Pattern.compile("SET '(.+)' = '(.+)'");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  @Test
  void alarmsAreExplainedOnceAlsoByAScriptThatIsStartedAgain() throws Exception {
    LocalBroker broker = LocalBroker.start(directory.resolve("broker"), 0, line -> {});
    try {
      Site site = new Site(directory, broker.bootstrapServers());
      JobConfig config = site.job("sql", "{id: yard, url: yard.mp4, fps: 5, play: loop}");
      VideoJob job = new VideoJob(config);
      job.checkBroker(true);
      try (LocalFlink flink = LocalFlink.start(job, true);
          Mailbox mailbox = new Mailbox(config.kafka())) {
        flink.awaitRunning(PATIENCE);
        await()
            .atMost(PATIENCE)
            .until(() -> mailbox.status("yard").path("memory").path("frames").asInt() > 20);
        explain(config.kafka(), mailbox);
      }
    } finally {
      broker.stop();
    }
  }

  private void explain(KafkaSettings kafka, Mailbox mailbox) throws Exception {
    try (Admin admin = Admin.create(kafka.clientProperties())) {
      admin
          .createTopics(
              Stream.of("alarms", "alarms.explained")
                  .map(name -> new NewTopic(name, 1, (short) 1))
                  .toList())
          .all()
          .get();
    }
    Instant now = Instant.now();
    raise(kafka, "a1", "yard", now);
    raise(kafka, "a2", "yard", now); // the same question
    raise(kafka, "a3", "attic", now);
    try (TopicFollower explained = new TopicFollower(kafka, "alarms.explained")) {
      TableResult running = run(kafka);
      Map<String, JsonNode> first = explained(explained, 3);
      assertThat(first.get("a1").path("status").asText()).isIn("answered", "stale");
      assertThat(first.get("a1").path("frames").asInt()).isGreaterThan(5);
      assertThat(first.get("a1").path("seen").asText()).isNotEmpty();
      assertThat(first.get("a2").path("seen")).isEqualTo(first.get("a1").path("seen"));
      assertThat(first.get("a1").path("circle").asDouble()).isBetween(0.0, 1.0);
      assertThat(first.get("a2").path("circle")).isEqualTo(first.get("a1").path("circle"));
      assertThat(first.get("a3").path("circle").isNull()).isTrue();
      assertThat(first.get("a3").path("reason").asText()).isEqualTo("unknown-camera");
      running.getJobClient().orElseThrow().cancel().get();

      running = run(kafka); // from the beginning again
      Map<String, JsonNode> again = explained(explained, 3);
      assertThat(again).isEqualTo(first);
      running.getJobClient().orElseThrow().cancel().get();
    }
    assertThat(mailbox.answers()).hasSize(4); // two of yard, two of attic
  }

  private static void raise(KafkaSettings kafka, String id, String camera, Instant at)
      throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            kafka.clientProperties(), new StringSerializer(), new StringSerializer())) {
      String alarm = "{\"id\":\"%s\",\"camera\":\"%s\",\"at\":\"%s\"}".formatted(id, camera, at);
      producer.send(new ProducerRecord<>("alarms", id, alarm)).get();
    }
  }

  /** The script as it is, but for the broker, the file and the time between checkpoints. */
  private TableResult run(KafkaSettings kafka) throws Exception {
    TableEnvironment sql = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    String script =
        Files.readString(SCRIPT)
            .replaceAll("(?m)^--.*\n", "")
            .replace("localhost:9092", kafka.bootstrapServers())
            .replace("/etc/voco/voco.yaml", directory.resolve("voco.yaml").toString());
    TableResult last = null;
    for (String statement : script.split(";\n")) {
      Matcher set = SET.matcher(statement.strip());
      if (set.matches()) {
        sql.getConfig().set(set.group(1), set.group(2));
      } else if (!statement.isBlank()) {
        last = sql.executeSql(statement);
      }
    }
    return last;
  }

  /** So many more, by the id of their alarm. */
  private static Map<String, JsonNode> explained(TopicFollower topic, int count) {
    List<JsonNode> seen = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(org.apache.kafka.common.errors.TimeoutException.class)
        .untilAsserted(
            () -> {
              topic.read(message -> seen.add(json(message.value())));
              assertThat(seen).hasSize(count);
            });
    Map<String, JsonNode> byId = new HashMap<>();
    seen.forEach(message -> byId.put(message.path("id").asText(), message));
    return byId;
  }

  private static JsonNode json(byte[] value) {
    try {
      return JSON.readTree(new String(value, StandardCharsets.UTF_8));
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
