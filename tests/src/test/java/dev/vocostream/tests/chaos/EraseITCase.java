package dev.vocostream.tests.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.job.LatestCheckpoint;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.local.LocalBroker;
import dev.vocostream.job.local.LocalFlink;
import dev.vocostream.tests.chaos.ChaosCamera.Play;
import dev.vocostream.tests.job.Mailbox;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Of what a camera that was removed had shown and was asked no byte is left within {@code
 * erase.within}: not in RocksDB, not in the checkpoints that are kept. What is not removed is found
 * by the same search to the end.
 */
@Timeout(600)
@Tag("chaos")
class EraseITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int NUMBER = 9;
  private static final Noise NOISE = new Noise(NUMBER);
  private static final String ID = "camera-to-be-erased-7f3a";
  private static final String TEXT = "What became of the question to be erased?";
  private static final String KEPT_ID = "camera-to-be-kept-7f3a";

  /** What must not be left. */
  private static final Map<String, byte[]> TRACES =
      Map.of("activations", NumberedModel.mark(NUMBER), "question", TEXT.getBytes(UTF_8));

  @TempDir private Path directory;

  /**
   * Then nothing else is written that would push it out.
   *
   * @param skipUnchanged whether the sampler keeps small pictures to compare with
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingOfARemovedCameraIsLeftWhereNoOtherPlays(boolean skipUnchanged) throws Exception {
    erase(List.of(), skipUnchanged);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingOfARemovedCameraIsLeftWhereAnotherPlays(boolean skipUnchanged) throws Exception {
    erase(List.of(new ChaosCamera(0, 600, Play.LIVE, 40)), skipUnchanged);
  }

  /** Its checkpoint is from before; a question is there before anybody has said so. */
  @Test
  void nothingOfACameraThatWasRemovedWhileTheJobWasDownIsShown() throws Exception {
    try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"), 0, line -> {})) {
      VideoJob job =
          new ChaosSite(directory, broker.bootstrapServers(), List.of(), "500 ms").job(1);
      job.checkBroker(true);
      try (Mailbox mailbox = new Mailbox(job.config().kafka())) {
        try (LocalFlink flink = LocalFlink.start(job, true)) {
          flink.awaitRunning(PATIENCE);
          add(mailbox, ID, new ChaosCamera(NUMBER, 200, Play.ONCE, 1_000));
          ask(mailbox, "before", "");
          assertThat(mailbox.answer("before", PATIENCE).path("status").asText())
              .isIn("answered", "stale");
          await().atMost(PATIENCE).until(() -> left().containsKey("activations"));
        }
        Path before = LatestCheckpoint.of(job.config(), "").orElseThrow().directory().getParent();
        mailbox.camera(ID, null);
        ask(mailbox, "meanwhile", "");
        try (LocalFlink flink = LocalFlink.start(job, false)) {
          flink.awaitRunning(PATIENCE);
          assertThat(partOf(mailbox.answer("meanwhile", PATIENCE)).path("reason").asText())
              .isEqualTo("unknown-camera");
          // Older checkpoints of the job that was stopped are the operator's to delete.
          await()
              .atMost(job.config().eraseWithin())
              .untilAsserted(() -> assertThat(leftBut(before)).isEmpty());
        }
      }
    }
  }

  private void erase(List<ChaosCamera> live, boolean skipUnchanged) throws Exception {
    try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"), 0, line -> {})) {
      ChaosSite site =
          new ChaosSite(directory, broker.bootstrapServers(), live, "500 ms")
              .skippingUnchanged(skipUnchanged);
      site.writeClips();
      Noise.SHOWN.clear();
      VideoJob job = new VideoJob(site.config(1), NOISE, NumberedModel::describe);
      job.checkBroker(true);
      try (LocalFlink flink = LocalFlink.start(job, true);
          Mailbox mailbox = new Mailbox(job.config().kafka())) {
        flink.awaitRunning(PATIENCE);
        eraseOneOfTwo(mailbox, job.config().eraseWithin(), skipUnchanged);
      }
    }
  }

  private void eraseOneOfTwo(Mailbox mailbox, Duration within, boolean pictures) throws Exception {
    add(mailbox, KEPT_ID, new ChaosCamera(8, 50, Play.ONCE, 100));
    Path clip = NOISE.writeClip(directory);
    add(mailbox, ID, clip, "\"play\":\"loop\",\"pace\":\"live\"", "online");
    await() // online before its first frame
        .atMost(PATIENCE)
        .until(() -> mailbox.status(ID).path("memory").path("frames").asInt() > 0);
    mailbox.monitor(
        "watch", "{\"id\":\"watch\",\"cameras\":\"*\",\"text\":\"Is it?\",\"every\":\"PT1S\"}");
    ask(mailbox, "before", "");
    assertThat(mailbox.answer("before", PATIENCE).path("status").asText())
        .isIn("answered", "stale");
    ask(
        mailbox,
        "waiting",
        ",\"window\":{\"from\":\"2030-01-01T00:00:00Z\",\"to\":\"2030-01-02T00:00:00Z\"}");
    // The search sees all that is to go.
    Set<String> all = new TreeSet<>(TRACES.keySet());
    if (pictures) {
      all.add("picture");
    }
    await().atMost(PATIENCE).until(() -> left().keySet().equals(all));

    Instant removed = Instant.now();
    mailbox.camera(ID, null);
    assertThat(partOf(mailbox.answer("waiting", PATIENCE)).path("reason").asText())
        .isEqualTo("unknown-camera");
    ask(mailbox, "after", "");
    assertThat(partOf(mailbox.answer("after", PATIENCE)).path("reason").asText())
        .isEqualTo("unknown-camera");
    Duration rest = within.minus(Duration.between(removed, Instant.now()));
    await().atMost(rest).untilAsserted(() -> assertThat(left()).isEmpty());
    assertThat(Traces.of(NumberedModel.mark(NUMBER), directory)).as("broker's files too").isEmpty();

    // It saw them go because they went, and not because all goes.
    assertThat(Traces.of(NumberedModel.mark(8), checkpoints())).isNotEmpty();
    assertThat(Traces.of(KEPT_ID.getBytes(UTF_8), checkpoints())).isNotEmpty();
  }

  private static JsonNode partOf(JsonNode answer) {
    return answer.path("answers").get(0);
  }

  private void add(Mailbox mailbox, String id, ChaosCamera clip) throws Exception {
    Path file = clip.writeClip(directory);
    add(mailbox, id, file, "\"play\":\"once\",\"pace\":\"fast\"", "ended");
  }

  private static void add(Mailbox mailbox, String id, Path clip, String how, String until)
      throws Exception {
    mailbox.camera(
        id,
        "{\"id\":\"%s\",\"url\":\"%s\",\"fps\":%d,%s}".formatted(id, clip, ChaosCamera.FPS, how));
    await().atMost(PATIENCE).until(() -> mailbox.status(id).path("state").asText().equals(until));
  }

  private static void ask(Mailbox mailbox, String question, String more) throws Exception {
    mailbox.ask(
        "{\"id\":\"%s\",\"cameras\":[\"%s\"],\"text\":\"%s\",\"deadline\":\"%s\"%s}"
            .formatted(question, ID, TEXT, Instant.now().plusSeconds(600), more));
  }

  /** RocksDB's own files lie beside the checkpoints. */
  private Path checkpoints() {
    return directory.resolve("checkpoints");
  }

  private List<Path> leftBut(Path job) {
    Path elsewhere = checkpoints().relativize(job);
    return left().values().stream()
        .flatMap(List::stream)
        .filter(file -> !file.startsWith(elsewhere))
        .toList();
  }

  private void look(String name, byte[] bytes, Map<String, List<Path>> left) {
    List<Path> files = Traces.of(bytes, checkpoints());
    if (!files.isEmpty()) {
      left.put(name, files);
    }
  }

  private Map<String, List<Path>> left() {
    Map<String, List<Path>> left = new TreeMap<>();
    TRACES.forEach((name, bytes) -> look(name, bytes, left));
    Noise.SHOWN.forEach(shown -> look("picture", shown.array(), left));
    return left;
  }
}
