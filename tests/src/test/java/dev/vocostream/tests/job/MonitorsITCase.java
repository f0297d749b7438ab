package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.vocostream.job.JobConfig;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.kafka.MonitorDesk;
import dev.vocostream.job.local.LocalBroker;
import dev.vocostream.job.local.LocalFlink;
import dev.vocostream.model.weights.BundledModel;
import dev.vocostream.model.world.Scene;
import dev.vocostream.model.world.Split;
import dev.vocostream.model.world.World;
import dev.vocostream.operators.decode.ClipWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int SIDE = 384;
  private static final int FPS = 2;

  /** So long the thing is there, and so long it is not. */
  private static final int SECONDS = 2;

  private static final String YARD = "{id: yard, url: come-and-go.mp4, fps: 2}";

  @TempDir private Path directory;

  private LocalBroker broker;
  private Site site;
  private LocalFlink flink;
  private Mailbox mailbox;
  private MonitorDesk desk;

  @BeforeEach
  void start() throws Exception {
    broker = LocalBroker.start(directory.resolve("broker"), 0, line -> {});
    site = new Site(directory, broker.bootstrapServers());
    BundledModel.write(directory.resolve("bundled"));
    site.model("bundled");
    writeClip(site.path("come-and-go.mp4"));
    JobConfig config = site.job("mons", YARD);
    new VideoJob(config).checkBroker(true);
    mailbox = new Mailbox(config.kafka());
    desk = new MonitorDesk(config.kafka());
    startJob(true);
  }

  private void startJob(boolean fresh) throws Exception {
    flink = LocalFlink.start(new VideoJob(site.job("mons", YARD)), fresh);
    flink.awaitRunning(PATIENCE);
  }

  @AfterEach
  void stop() throws Exception {
    desk.close();
    mailbox.close();
    flink.close();
    broker.stop();
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
    try (VocoProcess watch = command("watch", "--json")) {
      assertThat(
              voco(
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
    mailbox.monitor("bad", "{\"id\":\"bad\",\"cameras\":\"*\",\"text\":\"\"}");
    assertThat(mailbox.rejected("bad-type", PATIENCE).path("topic").asText())
        .isEqualTo("mons.monitors");

    flink.close();
    int before = mailbox.alerts().size();
    site.parallelism(1);
    startJob(false);
    awaitAlerts(before + 1);
    assertThat(voco("monitors", "list"))
        .contains("right", "yard", "Is there anything on the right?")
        .doesNotContain("bad");
    desk.remove("right");
    await().atMost(PATIENCE).until(() -> !desk.standings("right").get("yard").isRaised());

    assertThat(mailbox.scores()).isNotEmpty();
    assertThat(violations("scores", mailbox.scores().get(0))).isEmpty();
    checkAlerts(mailbox.alerts());
  }

  private static void checkAlerts(List<JsonNode> alerts) {
    assertThat(alerts).extracting(alert -> alert.path("id").asText()).doesNotHaveDuplicates();
    for (int i = 0; i < alerts.size(); i++) {
      assertThat(alerts.get(i).path("state").asText())
          .as("%d of %s", i, alerts)
          .isEqualTo(i % 2 == 0 ? "raised" : "cleared");
      assertThat(violations("alerts", alerts.get(i))).isEmpty();
    }
    assertThat(alerts.get(0).path("evidence")).isNotEmpty();
  }

  private void awaitAlerts(int count) {
    await().atMost(PATIENCE).until(() -> mailbox.alerts().size() >= count);
  }

  private static Iterable<?> violations(String topic, JsonNode message) {
    String file = "/schemas/voco." + topic + ".schema.json";
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(VideoJob.class.getResourceAsStream(file))
        .validate(message.toString(), InputFormat.JSON);
  }

  /** What the command prints; it must succeed. */
  private String voco(String... arguments) throws Exception {
    try (VocoProcess voco = command(arguments)) {
      assertThat(voco.awaitEnd(PATIENCE)).as("%s%s", voco.out(), voco.err()).isZero();
      return voco.out();
    }
  }

  private VocoProcess command(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", site.path("voco.yaml").toString()));
    return VocoProcess.start(directory, all.toArray(String[]::new));
  }
}
