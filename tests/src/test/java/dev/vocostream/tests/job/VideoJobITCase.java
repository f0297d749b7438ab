package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.vocostream.job.JobConfig;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.local.LocalBroker;
import dev.vocostream.job.local.LocalFlink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole job: real files, real FFmpeg, real libtorch, real RocksDB, a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VideoJobITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private LocalBroker broker;
  private LocalFlink flink;
  private Mailbox mailbox;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    broker = LocalBroker.start(directory.resolve("broker"), 0, line -> {});
    Site site = new Site(directory, broker.bootstrapServers());
    Files.write(site.path("empty.mp4"), new byte[0]);
    Files.writeString(site.path("text.mp4"), "this is not a video");
    byte[] whole = Files.readAllBytes(site.path("yard.mp4"));
    Files.write(site.path("cut.mp4"), java.util.Arrays.copyOf(whole, whole.length / 2));
    JobConfig config =
        site.job(
            "whole",
            "{id: yard, url: yard.mp4, fps: 5, play: loop, pace: live}",
            "{id: door, url: door.mp4, fps: 5, play: once, pace: fast}",
            "{id: short, url: yard.mp4, fps: 5, play: once, pace: fast, retain: PT3S}",
            "{id: missing, url: missing.mp4}",
            "{id: empty, url: empty.mp4}",
            "{id: text, url: text.mp4}",
            "{id: cut, url: cut.mp4}");
    VideoJob job = new VideoJob(config);
    job.checkBroker(true);
    flink = LocalFlink.start(job, true);
    flink.awaitRunning(PATIENCE);
    mailbox = new Mailbox(config.kafka());
  }

  @AfterAll
  void stop() throws Exception {
    mailbox.close();
    flink.close();
    broker.stop();
  }

  @Test
  void answersFromAWindowThatIsStillToCome() throws Exception {
    Instant now = Instant.now();
    mailbox.ask(
        question("future", "yard")
            .replace(
                "}",
                ",\"window\":{\"from\":\"%s\",\"to\":\"%s\"},\"deadline\":\"%s\"}"
                    .formatted(now, now.plusSeconds(4), now.plusSeconds(60))));
    JsonNode part = answer("future").path("answers").get(0);
    assertThat(part.path("status").asText()).isEqualTo("answered");
    assertThat(part.path("window").path("frames").asInt()).isBetween(15, 25);
    assertThat(part.path("evidence")).hasSize(3);
  }

  @Test
  void remembersEachFrameOfAFileExactlyOnce() throws Exception {
    // 16 s at 5 fps touch 80 or 81 periods. The clip is decoded fast, but not at once.
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode window = askAndWait("door").get(0).path("window");
              assertThat(window.path("remembered").asInt()).isBetween(80, 81);
            });
  }

  @Test
  void saysWhatItForgot() throws Exception {
    mailbox.ask(question("oldest", "short").replace("}", ",\"window\":{\"last\":\"PT10S\"}}"));
    JsonNode window = answer("oldest").path("answers").get(0).path("window");
    assertThat(window.path("remembered").asInt()).isBetween(15, 16); // 3 s at 5 fps
    assertThat(window.path("gaps").get(0).path("reason").asText()).isEqualTo("forgotten");
  }

  @Test
  void aWindowBeyondTheMemoryHasNoFrames() throws Exception {
    mailbox.ask(
        question("ancient", "yard")
            .replace(
                "}",
                ",\"window\":{\"from\":\"2001-01-01T00:00:00Z\",\"to\":\"2001-01-02T00:00:00Z\"}}"));
    assertThat(answer("ancient").path("status").asText()).isEqualTo("no-frames");
  }

  @Test
  void scoresYesAgainstNo() throws Exception {
    mailbox.ask(question("score", "yard").replace("}", ",\"answer\":\"yes-no\"}"));
    JsonNode part = answer("score").path("answers").get(0);
    assertThat(part.path("text").asText()).isIn("yes", "no");
    assertThat(part.path("probability").asDouble()).isBetween(0.0, 1.0);
  }

  @Test
  void gathersSeveralCamerasIntoOneAnswerInTheOrderAsked() throws Exception {
    mailbox.ask(question("both", "door\",\"nobody\",\"yard"));
    JsonNode answer = answer("both");
    assertThat(answer.path("answers"))
        .extracting(part -> part.path("camera").asText())
        .containsExactly("door", "nobody", "yard");
    assertThat(answer.path("answers").get(1).path("reason").asText()).isEqualTo("unknown-camera");
  }

  @Test
  void saysThatItsWeightsAreUntrained() throws Exception {
    mailbox.ask(question("tag", "yard"));
    JsonNode model = answer("tag").path("model");
    assertThat(model.path("name").asText()).isEqualTo("voco-tiny-untrained");
    assertThat(model.path("untrained").asBoolean()).isTrue();
    assertThat(model.path("fingerprint").asText()).hasSize(16);
  }

  @Test
  void answersARepeatedIdOnce() throws Exception {
    mailbox.ask(question("twice", "yard"));
    mailbox.ask(question("twice", "yard"));
    mailbox.ask(question("after", "yard"));
    answer("after");
    assertThat(mailbox.answers())
        .filteredOn(answer -> answer.path("id").asText().equals("twice"))
        .hasSize(1);
  }

  @Test
  void brokenCamerasAreNamedWithTheirStateAndDisturbNobody() throws Exception {
    await().atMost(PATIENCE).untilAsserted(this::brokenCamerasAreNamed);
  }

  private void brokenCamerasAreNamed() throws Exception {
    JsonNode parts = askAndWait("missing\",\"empty\",\"text\",\"yard");
    assertThat(parts.get(0).path("reason").asText()).startsWith("OFFLINE: ").contains("no such");
    assertThat(parts.get(1).path("reason").asText()).startsWith("REFUSED: ").contains("empty");
    assertThat(parts.get(2).path("reason").asText()).startsWith("REFUSED: ").contains("video");
    assertThat(parts.get(3).path("status").asText()).isEqualTo("answered");
  }

  @Test
  void badMessagesBecomeDeadLettersAndTheStreamGoesOn() throws Exception {
    mailbox.ask("not JSON at all");
    mailbox.ask("{\"cameras\":[\"yard\"],\"text\":\"who asks?\"}");
    mailbox.send(("\"" + "x".repeat(70_000) + "\"").getBytes(StandardCharsets.UTF_8));
    JsonNode notJson = mailbox.rejected("not-json", PATIENCE);
    assertThat(notJson.path("bytes").binaryValue()).asString().isEqualTo("not JSON at all");
    assertThat(valid("rejected", notJson)).isEmpty();
    mailbox.rejected("no-id", PATIENCE);
    assertThat(mailbox.rejected("too-large", PATIENCE).path("size").asInt()).isEqualTo(70_002);
    mailbox.ask(question("still", "yard"));
    answer("still");
  }

  @Test
  void aQuestionThatIsTooLongIsAnsweredSo() throws Exception {
    mailbox.ask(question("long", "yard").replace("What is there?", "a".repeat(2_001)));
    JsonNode answer = answer("long");
    assertThat(answer.path("status").asText()).isEqualTo("rejected");
    assertThat(answer.path("answers").get(0).path("reason").asText()).startsWith("too-long");
  }

  /** The parts of the answer to a new question. */
  private JsonNode askAndWait(String cameras) throws Exception {
    String id = UUID.randomUUID().toString();
    mailbox.ask(question(id, cameras));
    return answer(id).path("answers");
  }

  private JsonNode answer(String id) throws Exception {
    JsonNode answer = mailbox.answer(id, PATIENCE);
    assertThat(valid("answers", answer)).as("%s against its schema", answer).isEmpty();
    return answer;
  }

  private static Iterable<?> valid(String topic, JsonNode message) throws Exception {
    String file = "/schemas/voco." + topic + ".schema.json";
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(VideoJob.class.getResourceAsStream(file));
    return schema.validate(message.toString(), InputFormat.JSON);
  }

  private static String question(String id, String cameras) {
    return "{\"id\":\"%s\",\"cameras\":[\"%s\"],\"text\":\"What is there?\"}"
        .formatted(id, cameras);
  }
}
