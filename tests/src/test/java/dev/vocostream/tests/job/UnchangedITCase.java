package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.job.JobConfig;
import dev.vocostream.job.VideoJob;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job with the bundled model, once with every frame compressed and once without. */
@Tag("slow")
class UnchangedITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int SIDE = 384;

  /** As often as is sampled: else it depended on the clock which pictures are. */
  private static final int FPS = 1;

  private static final int STILL_SECONDS = 40;
  private static final int SCENE_SECONDS = 8;
  private static final List<String> QUESTIONS =
      List.of(
          "Is there a red circle?",
          "Is there a green square?",
          "How many things are there?",
          "What is there?");

  @TempDir Path directory;

  @Test
  void aStillSceneCostsATenthAndIsAnsweredAsBeforeAndAMovingOneIsAnsweredAsBefore()
      throws Exception {
    LocalBroker broker = LocalBroker.start(directory.resolve("broker"), 0, line -> {});
    try {
      Site site = new Site(directory, broker.bootstrapServers());
      BundledModel.write(directory.resolve("bundled"));
      writeStillClip(site.path("still.mp4"));
      writeMovingClip(site.path("moving.mp4"));
      site.model("bundled");

      Map<String, JsonNode> all = answers(site, "all");
      site.skipUnchanged(true);
      Map<String, JsonNode> changed = answers(site, "changed");

      int compressed = remembered(all.get("still"));
      assertThat(compressed).isBetween(STILL_SECONDS, STILL_SECONDS + 1);
      assertThat(remembered(changed.get("still")) * 10).isLessThanOrEqualTo(compressed);
      assertThat(changed.get("still").path("window").path("gaps")).isEmpty();
      assertThat(changed.get("moving").path("window").path("gaps")).isEmpty();
      System.out.printf(
          "compressed: still %d of %d, moving %d of %d%n",
          remembered(changed.get("still")),
          compressed,
          remembered(changed.get("moving")),
          remembered(all.get("moving")));
      assertThat(texts(changed)).isEqualTo(texts(all));
    } finally {
      broker.stop();
    }
  }

  /** What each camera answers, to all of its memory and to single seconds of it. */
  private Map<String, JsonNode> answers(Site site, String topics) throws Exception {
    JobConfig config =
        site.job(
            topics,
            "{id: still, url: still.mp4, fps: 1, play: once, pace: fast}",
            "{id: moving, url: moving.mp4, fps: 1, play: once, pace: fast}");
    VideoJob job = new VideoJob(config);
    job.checkBroker(true);
    try (LocalFlink flink = LocalFlink.start(job, true);
        Mailbox mailbox = new Mailbox(config.kafka())) {
      flink.awaitRunning(PATIENCE);
      Map<String, JsonNode> answers = new HashMap<>();
      for (String camera : List.of("still", "moving")) {
        answers.put(camera, whenAllIsSeen(mailbox, camera));
        for (String question : QUESTIONS) {
          for (String last : List.of("PT0.1S", "PT3S", "PT6S")) {
            answers.put(
                "%s, last %s: %s".formatted(camera, last, question),
                ask(mailbox, camera, question, ",\"window\":{\"last\":\"%s\"}".formatted(last)));
          }
        }
      }
      return answers;
    }
  }

  private static JsonNode whenAllIsSeen(Mailbox mailbox, String camera) {
    int seconds = camera.equals("still") ? STILL_SECONDS : 2 * SCENE_SECONDS;
    List<JsonNode> last = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              last.add(0, ask(mailbox, camera, "What is there?", ""));
              JsonNode window = last.get(0).path("window");
              Duration seen =
                  Duration.between(
                      java.time.Instant.parse(window.path("from").asText()),
                      java.time.Instant.parse(window.path("to").asText()));
              assertThat(seen).isGreaterThanOrEqualTo(Duration.ofSeconds(seconds - 1));
            });
    return last.get(0);
  }

  private static JsonNode ask(Mailbox mailbox, String camera, String text, String window)
      throws Exception {
    String id = UUID.randomUUID().toString();
    mailbox.ask(
        "{\"id\":\"%s\",\"cameras\":[\"%s\"],\"text\":\"%s\"%s}"
            .formatted(id, camera, text, window));
    JsonNode part = mailbox.answer(id, PATIENCE).path("answers").get(0);
    assertThat(part.path("status").asText()).as("%s", part).isIn("answered", "stale", "no-frames");
    return part;
  }

  private static int remembered(JsonNode part) {
    return part.path("window").path("remembered").asInt();
  }

  private static Map<String, String> texts(Map<String, JsonNode> answers) {
    Map<String, String> texts = new HashMap<>();
    answers.forEach((question, part) -> texts.put(question, part.path("text").asText()));
    texts.remove("still"); // of windows beyond what the model was trained on
    texts.remove("moving");
    return texts;
  }

  /** After its eight seconds a scene stands; its light goes on to change. */
  private static void writeStillClip(Path file) throws IOException {
    try (ClipWriter clip = new ClipWriter(file, SIDE, SIDE, FPS)) {
      for (int second = 0; second < STILL_SECONDS; second++) {
        clip.add(scene().draw(SCENE_SECONDS + second, SIDE));
      }
    }
  }

  /** There and back. */
  private static void writeMovingClip(Path file) throws IOException {
    try (ClipWriter clip = new ClipWriter(file, SIDE, SIDE, FPS)) {
      for (int second = 0; second < 2 * SCENE_SECONDS; second++) {
        clip.add(scene().draw(SCENE_SECONDS - Math.abs(SCENE_SECONDS - second), SIDE));
      }
    }
  }

  private static Scene scene() {
    return new World(World.TRAINING_SEED).scene(Split.HELD_OUT, 399);
  }
}
