package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.JobConfig;
import dev.vocostream.job.LatestCheckpoint;
import dev.vocostream.model.weights.BundledModel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real job's checkpoint, real cameras and Kafka in it, is asked when the job is no more. */
@Tag("slow")
class PastITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void answersAsTheJobDid(@TempDir Path directory) throws Exception {
    Path checkpoint;
    JsonNode live;
    try (RunningJob job =
        new RunningJob(
            directory, "past", "{id: yard, url: yard.mp4, fps: 2, play: once, pace: fast}")) {
      job.start();
      await().atMost(PATIENCE).until(() -> remembered(ask(job)) >= 32); // 16 s: all there is
      live = ask(job);
      job.stop();
      JobConfig config = JobConfig.read(job.site().path("voco.yaml"));
      checkpoint = LatestCheckpoint.of(config, "none").orElseThrow().directory();
      JsonNode past = ask(job, "--savepoint", checkpoint.toString());
      for (String field : new String[] {"text", "window"}) { // by now it may be stale
        assertThat(past.at("/answers/0/" + field)).isEqualTo(live.at("/answers/0/" + field));
      }
      assertSameEvidence(past.at("/answers/0/evidence"), live.at("/answers/0/evidence"));
      assertThat(past.path("model")).isEqualTo(live.path("model"));
      assertThat(
              job.refused("ask", "--savepoint", directory.toString(), "--camera", "yard", "What?"))
          .contains("_metadata");
      try (VocoProcess voco = askWithoutConfig(directory, checkpoint)) {
        assertThat(voco.awaitEnd(PATIENCE)).isEqualTo(1);
        assertThat(voco.err()).contains("another model's", "--config");
      }
    }
  }

  /** A window that was on the device already was read in parts: sums of another order. */
  private static void assertSameEvidence(JsonNode past, JsonNode live) {
    assertThat(past).isNotEmpty();
    assertThat(past.findValuesAsText("time")).isEqualTo(live.findValuesAsText("time"));
    for (int i = 0; i < past.size(); i++) {
      assertThat(past.get(i).path("weight").asDouble())
          .isCloseTo(live.get(i).path("weight").asDouble(), within(1e-6));
    }
  }

  @Test
  void theModelInTheBoxNeedsNoConfiguration(@TempDir Path directory) throws Exception {
    try (RunningJob job =
        new RunningJob(
            directory, "box", "{id: yard, url: yard.mp4, fps: 2, play: once, pace: fast}")) {
      BundledModel.write(job.site().path("box"));
      job.site().model("box");
      job.start();
      await().atMost(PATIENCE).until(() -> remembered(ask(job)) >= 32);
      JsonNode live = ask(job);
      job.stop();
      JobConfig config = JobConfig.read(job.site().path("voco.yaml"));
      Path checkpoint = LatestCheckpoint.of(config, "none").orElseThrow().directory();
      try (VocoProcess voco = askWithoutConfig(directory, checkpoint)) {
        assertThat(voco.awaitEnd(PATIENCE)).as(voco.err()).isZero();
        assertThat(JSON.readTree(voco.out()).at("/answers/0/text"))
            .isEqualTo(live.at("/answers/0/text"));
      }
    }
  }

  private static VocoProcess askWithoutConfig(Path directory, Path checkpoint) throws Exception {
    return VocoProcess.start(
        directory,
        "ask",
        "--savepoint",
        checkpoint.toString(),
        "--camera",
        "yard",
        "--json",
        "What is there?");
  }

  private static JsonNode ask(RunningJob job, String... more) throws Exception {
    String[] arguments = new String[more.length + 5];
    System.arraycopy(more, 0, arguments, 1, more.length);
    arguments[0] = "ask";
    arguments[more.length + 1] = "--camera";
    arguments[more.length + 2] = "yard";
    arguments[more.length + 3] = "--json";
    arguments[more.length + 4] = "What is there?";
    return JSON.readTree(job.voco(arguments));
  }

  private static int remembered(JsonNode answer) {
    return answer.path("answers").get(0).path("window").path("remembered").asInt();
  }
}
