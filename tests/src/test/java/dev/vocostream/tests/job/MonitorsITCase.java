package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.job.kafka.MonitorDesk;
import dev.vocostream.model.weights.BundledModel;
import dev.vocostream.model.world.Scene;
import dev.vocostream.model.world.Split;
import dev.vocostream.model.world.World;
import dev.vocostream.operators.decode.ClipWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Standing questions to the bundled model, about a scene that something leaves and comes back to.
 */
@Timeout(300)
class MonitorsITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int SIDE = 384;
  private static final int FPS = 2;

  /** So long the thing is there, and so long it is not. */
  private static final int SECONDS = 2;

  private static final String YARD = "{id: yard, url: come-and-go.mp4, fps: 2}";

  @TempDir private Path directory;

  private RunningJob job;
  private MonitorDesk desk;

  @BeforeEach
  void start() throws Exception {
    job = new RunningJob(directory, "mons", YARD);
    BundledModel.write(directory.resolve("bundled"));
    job.site().model("bundled");
    writeClip(job.site().path("come-and-go.mp4"));
    desk = new MonitorDesk(job.start());
  }

  @AfterEach
  void stop() throws Exception {
    desk.close();
    job.close();
  }

  /** A red circle is on the right, or has left over the right edge. */
  private static void writeClip(Path file) throws IOException {
    Scene scene = new World(World.TRAINING_SEED).scene(Split.HELD_OUT, 399);
    try (ClipWriter clip = new ClipWriter(file, SIDE, SIDE, FPS)) {
      for (int second : List.of(0, 8)) {
        for (int picture = 0; picture < SECONDS * FPS; picture++) {
          clip.add(scene.draw(second, SIDE));
        }
      }
    }
  }

  @Test
  void oneMonitorIsRaisedAndClearedWithTheSceneAlsoAfterARestart() throws Exception {
    try (VocoProcess watch = job.command("watch", "--json")) {
      assertThat(
              job.voco(
                  "monitors",
                  "add",
                  "right",
                  "--last",
                  "PT0.4S",
                  "Is there anything on the right?"))
          .contains("monitor 'right' added");
      awaitAlerts(2);
      await().atMost(PATIENCE).until(() -> watch.out().contains("\"raised\""));
    }
    job.mailbox().monitor("bad", "{\"id\":\"bad\",\"cameras\":\"*\",\"text\":\"\"}");
    assertThat(job.mailbox().rejected("bad-type", PATIENCE).path("topic").asText())
        .isEqualTo("mons.monitors");

    job.stop();
    int before = job.mailbox().alerts().size();
    job.goOn(1);
    awaitAlerts(before + 1);
    assertThat(job.voco("monitors", "list"))
        .contains("right", "yard", "Is there anything on the right?")
        .doesNotContain("bad");
    desk.remove("right");
    await().atMost(PATIENCE).until(() -> !desk.standings("right").get("yard").isRaised());

    assertThat(job.mailbox().scores()).isNotEmpty();
    assertThat(RunningJob.violations("scores", job.mailbox().scores().get(0))).isEmpty();
    checkAlerts(job.mailbox().alerts());
  }

  private static void checkAlerts(List<JsonNode> alerts) {
    assertThat(alerts).extracting(alert -> alert.path("id").asText()).doesNotHaveDuplicates();
    for (int i = 0; i < alerts.size(); i++) {
      assertThat(alerts.get(i).path("state").asText())
          .as("%d of %s", i, alerts)
          .isEqualTo(i % 2 == 0 ? "raised" : "cleared");
      assertThat(RunningJob.violations("alerts", alerts.get(i))).isEmpty();
    }
    assertThat(alerts.get(0).path("evidence")).isNotEmpty();
  }

  private void awaitAlerts(int count) {
    await().atMost(PATIENCE).until(() -> job.mailbox().alerts().size() >= count);
  }
}
