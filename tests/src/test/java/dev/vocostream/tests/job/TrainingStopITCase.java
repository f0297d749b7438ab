package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vocostream.model.training.record.TrainingLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while {@code voco model train} computes, in a process of its own. */
class TrainingStopITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String RECIPE =
      """
      {"name": "short", "shape": "world", "model": "short", "seed": 1, "stages": [
        {"practice": "patches", "stage": {
          "name": "see", "trains": ["tower"], "forms": [{"vocoTokens": 2, "fullFrames": 0}],
          "steps": 100000, "batch": 16, "rate": 0.002, "warmup": 0.03, "decay": 0.01, "clip": 1,
          "alpha": 0, "tau": 1}}]}
      """;

  @TempDir Path directory;

  @Test
  void endsBehindAnUpdateThatIsSavedAndGoesOnFromThere() throws Exception {
    Path out = directory.resolve("run");
    long stopped;
    try (VocoProcess training = train(out)) {
      awaitUpdates(out, 3);
      training.interrupt();
      assertThat(training.awaitEnd(PATIENCE)).isEqualTo(130);
      stopped = updates(out);
      assertThat(training.out())
          .contains("stopped behind update %d of 100000 of see".formatted(stopped));
    }
    try (VocoProcess again = train(out)) {
      again.awaitLine("see: steps %d to 100000".formatted(stopped + 1), PATIENCE);
    }
  }

  private static void awaitUpdates(Path out, long count) {
    await().atMost(PATIENCE).until(() -> updates(out) >= count);
  }

  private static long updates(Path out) throws IOException {
    Path log = out.resolve("log.jsonl");
    return Files.exists(log) ? TrainingLog.read(log).size() : 0;
  }

  private VocoProcess train(Path out) throws IOException {
    Path recipe = Files.writeString(directory.resolve("recipe.json"), RECIPE);
    return VocoProcess.start(
        directory,
        "model",
        "train",
        "--recipe",
        recipe.toString(),
        "--out",
        out.toString(),
        "--threads",
        "2");
  }
}
