package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.kafka.CameraDesk;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String YARD = "{id: yard, url: yard.mp4, fps: 2}";

  private static final List<String> ONCE = List.of("a", "b", "c");

  @TempDir private Path directory;

  private RunningJob job;
  private CameraDesk desk;

  @BeforeEach
  void start() throws Exception {
    job = new RunningJob(directory, "cams", YARD);
    desk = new CameraDesk(job.start());
  }

  @AfterEach
  void stop() throws Exception {
    desk.close();
    job.close();
  }

  @Test
  void aCameraIsAddedPausedResumedChangedAndRemovedByCommand() throws Exception {
    assertThat(ask("door").path("reason").asText()).isEqualTo("unknown-camera");
    String door = job.site().path("door.mp4").toString();

    assertThat(job.voco("cameras", "add", "door", door, "--fps", "2"))
        .contains("camera 'door' added: online");
    await().atMost(PATIENCE).until(() -> remembered("door") > 0);
    JsonNode first = ask("door");
    assertThat(first.path("status").asText()).as("%s", first).isEqualTo("answered");
    assertThat(job.voco("cameras", "list")).contains("door", "yard", "online");

    assertThat(job.voco("cameras", "pause", "door")).contains("camera 'door' paused: paused");
    int paused = remembered("door");
    JsonNode answer = ask("door");
    assertThat(answer.path("status").asText()).as("what is remembered stays").startsWith("a");
    int yard = remembered("yard");
    await().atMost(PATIENCE).until(() -> remembered("yard") > yard + 6);
    assertThat(remembered("door")).as("nothing is decoded").isEqualTo(paused);
    assertThat(job.voco("cameras", "resume", "door")).contains("camera 'door' resumed");

    job.voco("cameras", "add", "door", door, "--fps", "10", "--max-frames", "25");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(framesOfTheLastTwoSeconds("door")).isBetween(12, 21));
    assertThat(remembered("door")).isLessThanOrEqualTo(25);

    assertThat(job.refused("cameras", "pause", "yard"))
        .contains("camera 'yard': expected one that was added");
    assertThat(job.voco("cameras", "remove", "door")).contains("camera 'door' removed");
    assertThat(ask("door").path("reason").asText()).isEqualTo("unknown-camera");
    assertThat(desk.status()).containsOnlyKeys("yard");
    assertThat(job.voco("cameras", "list")).doesNotContain("door");
    anotherUnderItsIdKnowsNothingOfIt();
  }

  private void anotherUnderItsIdKnowsNothingOfIt() throws Exception {
    Instant removed = Instant.now();
    job.voco("cameras", "add", "door", job.site().path("yard.mp4").toString(), "--fps", "2");
    await().atMost(PATIENCE).until(() -> remembered("door") > 0);
    assertThat(Instant.parse(status("door").at("/memory/from").asText()))
        .as("what is remembered begins")
        .isAfter(removed);
    assertThat(Instant.parse(ask("door").at("/window/from").asText())).isAfter(removed);
  }

  @Test
  void whatTheJobRefusesOrDoesNotSeeIsNotSaidToBeDone() throws Exception {
    String door = job.site().path("door.mp4").toString();
    assertThat(job.voco("cameras", "add", "door", door)).contains("camera 'door' added: online");
    assertThat(job.voco("cameras", "add", "door", "rtsp://10.0.0.7/stream"))
        .as("not how it was before")
        .contains("camera 'door' added: blocked");
    assertThat(job.voco("cameras", "add", "door", door)).contains("camera 'door' added: online");
    assertThat(job.voco("cameras", "add", "door", door))
        .as("the same again")
        .contains("camera 'door' added: online");

    assertThat(job.refused("cameras", "add", "door", door, "--retain", "P10D"))
        .as("what the job's file tells")
        .contains("camera 'door': retain: expected at most PT72H");
    job.forgetBounds();
    assertThat(job.refused("cameras", "add", "door", door, "--retain", "P10D", "--wait", "PT3M"))
        .as("what the job alone knows")
        .contains("camera 'door': the job refused it", "retain: expected at most PT72H");

    job.stop();
    for (String[] change : new String[][] {{"add", door}, {"remove"}}) {
      assertThat(notDone(change)).contains("written, but the job has not done it within 2.0 s");
    }
  }

  private String notDone(String... change) throws Exception {
    List<String> words = new ArrayList<>(List.of("cameras", change[0], "door"));
    words.addAll(List.of(change).subList(1, change.length));
    words.addAll(List.of("--wait", "PT2S"));
    try (VocoProcess voco = job.command(words.toArray(String[]::new))) {
      assertThat(voco.awaitEnd(PATIENCE)).as("%s: %s", words, voco.out()).isEqualTo(3);
      return voco.out();
    }
  }

  @Test
  void camerasAndTheirPlacesSurviveARestartAtAnotherParallelism() throws Exception {
    Map<String, Integer> whole = new HashMap<>(); // 16 s at 5 fps touch 80 or 81 periods
    for (String id : ONCE) {
      job.mailbox()
          .camera(id, message(id, "door.mp4", "\"fps\":5,\"play\":\"once\",\"pace\":\"fast\""));
    }
    job.mailbox().camera("gone", message("gone", "door.mp4", "\"fps\":5"));
    await().atMost(PATIENCE).until(() -> state("gone").equals("online"));
    for (String id : ONCE) {
      await().atMost(PATIENCE).until(() -> state(id).equals("ended"));
      whole.put(id, remembered(id));
    }
    assertThat(whole.values()).allMatch(frames -> frames == 80 || frames == 81);
    assertThat(ask("gone").path("status").asText()).isEqualTo("answered");

    job.stop();
    desk.remove("gone");
    job.goOn(1);

    assertThat(ask("a").path("window").path("remembered").asInt()).isEqualTo(whole.get("a"));
    await().atMost(PATIENCE).until(() -> !desk.status().containsKey("gone"));
    assertThat(ask("gone").path("reason").asText()).isEqualTo("unknown-camera");
    job.mailbox().camera("new", message("new", "yard.mp4", "\"fps\":5"));
    await().atMost(PATIENCE).until(() -> remembered("new") > 5);
    for (String id : ONCE) {
      assertThat(remembered(id)).as("camera %s was not played again", id).isEqualTo(whole.get(id));
    }
  }

  @Test
  void aBadMessageIsADeadLetterAndDisturbsNoCamera() throws Exception {
    job.mailbox().camera("gate", message("gate", "door.mp4", "\"fps\":5"));
    await().atMost(PATIENCE).until(() -> remembered("gate") > 0);
    job.mailbox().camera("gate", message("gate", "door.mp4", "\"fps\":0"));
    job.mailbox().camera("gate", message("other", "door.mp4", "\"fps\":5"));
    assertThat(job.mailbox().rejected("bad-type", PATIENCE).path("topic").asText())
        .isEqualTo("cams.cameras");
    assertThat(job.mailbox().rejected("no-id", PATIENCE).path("detail").asText())
        .startsWith("id: expected the record's key");
    int now = remembered("gate");
    await().atMost(PATIENCE).until(() -> remembered("gate") > now);
    assertThat(ask("other").path("reason").asText()).isEqualTo("unknown-camera");
  }

  private String message(String id, String clip, String more) {
    return "{\"id\":\"%s\",\"url\":\"%s\",%s}".formatted(id, job.site().path(clip), more);
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
    job.mailbox()
        .ask(
            "{\"id\":\"%s\",\"cameras\":[\"%s\"],\"text\":\"What is there?\"%s}"
                .formatted(id, camera, more));
    return job.mailbox().answer(id, PATIENCE).path("answers").get(0);
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
    assertThat(RunningJob.violations("status", status.message())).isEmpty();
    return status.message();
  }
}
