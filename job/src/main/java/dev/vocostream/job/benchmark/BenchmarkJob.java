package dev.vocostream.job.benchmark;

import dev.vocostream.job.JobConfig;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.handed.HandedJob;
import dev.vocostream.model.RgbImage;
import dev.vocostream.operators.Answer;
import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.Monitor;
import dev.vocostream.operators.MonitorMessage;
import dev.vocostream.operators.MonitorScore;
import dev.vocostream.operators.Question;
import dev.vocostream.operators.QuestionMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;

/**
 * The job as it is by default, one subtask of everything, in this process: its memory in RocksDB,
 * its checkpoints on disk. Frames and questions are handed to it; nothing else is changed.
 */
final class BenchmarkJob implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final StockSource model;
  private final HandedJob job;

  private BenchmarkJob(StockSource model, HandedJob job) {
    this.model = model;
    this.job = job;
  }

  /**
   * Starts it with an empty memory.
   *
   * @param directory of the checkpoint
   * @param scratch for its state and its checkpoints
   */
  static BenchmarkJob start(Path directory, Path scratch) throws Exception {
    String yaml =
        """
        model: {directory: '%s'}
        checkpoints: {directory: checkpoints, interval: 24 h}
        erase: {within: 365 d}
        sample: {skip-unchanged: false}
        """
            .formatted(directory);
    JobConfig config = JobConfig.read(Files.writeString(scratch.resolve("voco.yaml"), yaml));
    VideoJob job = new VideoJob(config);
    StockSource model = new StockSource(job.model());
    return new BenchmarkJob(model, HandedJob.start(job, model, scratch.resolve("flink")));
  }

  /** The model it uses; whoever opens it shares its one copy. */
  StockSource model() {
    return model;
  }

  /** From now on a camera remembers so many frames, which come once a second. */
  void keep(String camera, int maxFrames) {
    job.hand(
        CameraEvent.of(new CameraTerms(camera, false, 1, 24 * HOUR, maxFrames, Long.MAX_VALUE, 0)));
  }

  /**
   * @param time epoch milliseconds, later than the camera's last one
   */
  void film(String camera, long time, RgbImage picture) {
    job.hand(
        CameraEvent.of(new Frame(camera, time, picture.width(), picture.height(), picture.rgb())));
  }

  /** Completes when the camera's frame of this time is remembered. */
  CompletableFuture<Answer> remembered(String camera, long time) {
    return ask(question(camera, "Is it?", new Question.Window(null, time, time), true, 1));
  }

  /** A question that nothing but its answer ends. */
  static Question question(
      String camera, String text, Question.Window window, boolean yesNo, int words) {
    long deadline = System.currentTimeMillis() + PATIENCE.toMillis();
    return new Question(
        UUID.randomUUID().toString(),
        List.of(camera),
        text,
        window,
        yesNo,
        List.of(),
        words,
        deadline);
  }

  void watch(Monitor monitor) {
    job.hand(MonitorMessage.of(monitor));
  }

  void watchNoMore(String monitor) {
    job.hand(MonitorMessage.removed(monitor));
  }

  /**
   * @param listener hears of every score from now on
   */
  void onScore(Consumer<MonitorScore> listener) {
    job.onScore(listener);
  }

  CompletableFuture<Answer> ask(Question question) {
    return job.ask(QuestionMessage.of(question));
  }

  Answer await(CompletableFuture<Answer> answer) throws Exception {
    return job.await(answer, PATIENCE);
  }

  /** Takes a checkpoint and tells what it was like. */
  CompletedCheckpointStats checkpoint() throws Exception {
    return job.checkpoint();
  }

  @Override
  public void close() throws Exception {
    job.close();
  }
}
