package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.vocostream.job.JobConfig;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.kafka.CameraDesk;
import dev.vocostream.job.local.LocalBroker;
import dev.vocostream.job.local.LocalFlink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cameras that come, change and go while the whole job runs, over a real broker. */
@Timeout(300)
class CamerasITCase {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String YARD = "{id: yard, url: yard.mp4, fps: 2}";

  private static final List<String> ONCE = List.of("a", "b", "c");

  @TempDir private Path directory;

  private LocalBroker broker;
  private Site site;
  private LocalFlink flink;
  private Mailbox mailbox;
  private CameraDesk desk;

  @BeforeEach
  void start() throws Exception {
    broker = LocalBroker.start(directory.resolve("broker"), 0, line -> {});
    site = new Site(directory, broker.bootstrapServers());
    JobConfig config = site.job("cams", YARD);
    new VideoJob(config).checkBroker(true);
    mailbox = new Mailbox(config.kafka());
    desk = new CameraDesk(config.kafka());
    startJob(true);
  }

  private void startJob(boolean fresh) throws Exception {
    flink = LocalFlink.start(new VideoJob(site.job("cams", YARD)), fresh);
    flink.awaitRunning(PATIENCE);
  }

  @AfterEach
  void stop() throws Exception {
    desk.close();
    mailbox.close();
    flink.close();
    broker.stop();
  }

  @Test
  void aCameraIsAddedPausedResumedChangedAndRemovedByCommand() throws Exception {
    assertThat(ask("door").path("reason").asText()).isEqualTo("unknown-camera");
    String door = site.path("door.mp4").toString();

    assertThat(voco("add", "door", door, "--fps", "2")).contains("camera 'door' added: online");
    await().atMost(PATIENCE).until(() -> remembered("door") > 0);
    assertThat(ask("door").path("status").asText()).isEqualTo("answered");
    assertThat(voco("list")).contains("door", "yard", "online");

    assertThat(voco("pause", "door")).contains("camera 'door' paused: paused");
    int paused = remembered("door");
    JsonNode answer = ask("door");
    assertThat(answer.path("status").asText()).as("what is remembered stays").startsWith("a");
    int yard = remembered("yard");
    await().atMost(PATIENCE).until(() -> remembered("yard") > yard + 6);
    assertThat(remembered("door")).as("nothing is decoded").isEqualTo(paused);
    assertThat(voco("resume", "door")).contains("camera 'door' resumed");

    voco("add", "door", door, "--fps", "10", "--max-frames", "25");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(framesOfTheLastTwoSeconds("door")).isBetween(12, 21));
    assertThat(remembered("door")).isLessThanOrEqualTo(25);

    assertThat(refused("pause", "yard")).contains("camera 'yard': expected one that was added");
    assertThat(voco("remove", "door")).contains("camera 'door' removed");
    assertThat(ask("door").path("reason").asText()).isEqualTo("unknown-camera");
    assertThat(desk.status()).containsOnlyKeys("yard");
    assertThat(voco("list")).doesNotContain("door");
  }

  @Test
  void camerasAndTheirPlacesSurviveARestartAtAnotherParallelism() throws Exception {
    Map<String, Integer> whole = new HashMap<>(); // 16 s at 5 fps touch 80 or 81 periods
    for (String id : ONCE) {
      mailbox.camera(id, message(id, "door.mp4", "\"fps\":5,\"play\":\"once\",\"pace\":\"fast\""));
    }
    mailbox.camera("gone", message("gone", "door.mp4", "\"fps\":5"));
    await().atMost(PATIENCE).until(() -> state("gone").equals("online"));
    for (String id : ONCE) {
      await().atMost(PATIENCE).until(() -> state(id).equals("ended"));
      whole.put(id, remembered(id));
    }
    assertThat(whole.values()).allMatch(frames -> frames == 80 || frames == 81);
    assertThat(ask("gone").path("status").asText()).isEqualTo("answered");

    flink.close();
    desk.remove("gone");
    site.parallelism(1);
    startJob(false);

    assertThat(ask("a").path("window").path("remembered").asInt()).isEqualTo(whole.get("a"));
    await().atMost(PATIENCE).until(() -> !desk.status().containsKey("gone"));
    assertThat(ask("gone").path("reason").asText()).isEqualTo("unknown-camera");
    mailbox.camera("new", message("new", "yard.mp4", "\"fps\":5"));
    await().atMost(PATIENCE).until(() -> remembered("new") > 5);
    for (String id : ONCE) {
      assertThat(remembered(id)).as("camera %s was not played again", id).isEqualTo(whole.get(id));
    }
  }

  @Test
  void aBadMessageIsADeadLetterAndDisturbsNoCamera() throws Exception {
    mailbox.camera("gate", message("gate", "door.mp4", "\"fps\":5"));
    await().atMost(PATIENCE).until(() -> remembered("gate") > 0);
    mailbox.camera("gate", message("gate", "door.mp4", "\"fps\":0"));
    mailbox.camera("gate", message("other", "door.mp4", "\"fps\":5"));
    assertThat(mailbox.rejected("bad-type", PATIENCE).path("topic").asText())
        .isEqualTo("cams.cameras");
    assertThat(mailbox.rejected("no-id", PATIENCE).path("detail").asText())
        .startsWith("id: expected the record's key");
    int now = remembered("gate");
    await().atMost(PATIENCE).until(() -> remembered("gate") > now);
    assertThat(ask("other").path("reason").asText()).isEqualTo("unknown-camera");
  }

  private String message(String id, String clip, String more) {
    return "{\"id\":\"%s\",\"url\":\"%s\",%s}".formatted(id, site.path(clip), more);
  }

  private int framesOfTheLastTwoSeconds(String camera) throws Exception {
    JsonNode part = answer(camera, ",\"window\":{\"last\":\"PT2S\"}");
    return part.path("window").path("remembered").asInt();
  }

  private JsonNode ask(String camera) throws Exception {
    return answer(camera, "");
  }

  private JsonNode answer(String camera, String more) throws Exception {
    String id = UUID.randomUUID().toString();
    mailbox.ask(
        "{\"id\":\"%s\",\"cameras\":[\"%s\"],\"text\":\"What is there?\"%s}"
            .formatted(id, camera, more));
    return mailbox.answer(id, PATIENCE).path("answers").get(0);
  }

  private String state(String camera) throws Exception {
    return status(camera).path("state").asText();
  }

  private int remembered(String camera) throws Exception {
    return status(camera).path("memory").path("frames").asInt();
  }

  private JsonNode status(String camera) throws Exception {
    CameraDesk.Status status = desk.status().get(camera);
    if (status == null) {
      return new ObjectMapper().createObjectNode();
    }
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(VideoJob.class.getResourceAsStream("/schemas/voco.status.schema.json"));
    assertThat(schema.validate(status.message().toString(), InputFormat.JSON)).isEmpty();
    return status.message();
  }

  /** What the command prints; it must succeed. */
  private String voco(String... arguments) throws Exception {
    try (VocoProcess voco = command(arguments)) {
      int exit = voco.awaitEnd(PATIENCE);
      assertThat(exit).as("%s%s", voco.out(), voco.err()).isZero();
      return voco.out();
    }
  }

  /** What the command says when it is not possible. */
  private String refused(String... arguments) throws Exception {
    try (VocoProcess voco = command(arguments)) {
      assertThat(voco.awaitEnd(PATIENCE)).isEqualTo(1);
      return voco.err();
    }
  }

  private VocoProcess command(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("cameras"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--config", site.path("voco.yaml").toString()));
    return VocoProcess.start(directory, all.toArray(String[]::new));
  }
}
