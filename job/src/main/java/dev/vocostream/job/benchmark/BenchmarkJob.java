package dev.vocostream.job.benchmark;

import dev.vocostream.job.JobConfig;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.VideoTopology.Ends;
import dev.vocostream.job.VideoTopology.MonitorEnds;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.serving.CheckpointSource;
import dev.vocostream.operators.Answer;
import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.Question;
import dev.vocostream.operators.QuestionMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The job as it is by default, one subtask of everything, in this process: its memory in RocksDB,
 * its checkpoints on disk. Frames and questions are handed to it; nothing else is changed.
 */
final class BenchmarkJob implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final StockSource model;
  private final HandedSource<CameraEvent> frames = new HandedSource<>(newKey());
  private final HandedSource<QuestionMessage> questions = new HandedSource<>(newKey());
  private final AnswerBoard answers = new AnswerBoard(newKey());
  private final MiniCluster cluster;
  private final JobID id;

  private BenchmarkJob(StockSource model, VideoJob job, Path scratch) throws Exception {
    this.model = model;
    Configuration settings = job.flinkSettings();
    settings.set(CoreOptions.TMP_DIRS, scratch.resolve("flink").toString());
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    job.build(env, ends(), model);
    JobGraph graph = env.getStreamGraph().getJobGraph();
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .withRandomPorts()
                .build());
    cluster.start();
    id = cluster.submitJob(graph).get().getJobID();
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
        sample: {skip-unchanged: false}
        """
            .formatted(directory);
    JobConfig config = JobConfig.read(Files.writeString(scratch.resolve("voco.yaml"), yaml));
    String path = config.modelDirectory().toString();
    CheckpointSource model = new CheckpointSource(path, config.modelDType(), config.modelCompute());
    return new BenchmarkJob(new StockSource(model), new VideoJob(config), scratch);
  }

  private static String newKey() {
    return UUID.randomUUID().toString();
  }

  private Ends ends() {
    return new Ends(
        frames,
        new HandedSource<>(newKey()),
        questions,
        answers,
        new DiscardingSink<>(),
        new DiscardingSink<>(),
        new MonitorEnds(
            new HandedSource<>(newKey()), new DiscardingSink<>(), new DiscardingSink<>()));
  }

  /** The model it uses; whoever opens it shares its one copy. */
  StockSource model() {
    return model;
  }

  /** From now on a camera remembers so many frames, which come once a second. */
  void keep(String camera, int maxFrames) {
    frames.hand(
        CameraEvent.of(new CameraTerms(camera, false, 1, 24 * HOUR, maxFrames, Long.MAX_VALUE, 0)));
  }

  /**
   * @param time epoch milliseconds, later than the camera's last one
   */
  void film(String camera, long time, RgbImage picture) {
    frames.hand(
        CameraEvent.of(new Frame(camera, time, picture.width(), picture.height(), picture.rgb())));
  }

  /** Waits until the camera's frame of this time is remembered. */
  void awaitRemembered(String camera, long time) throws Exception {
    ask(question(camera, "Is it?", new Question.Window(null, time, time), true, 1)).get();
  }

  /** A question that nothing but its answer ends. */
  static Question question(
      String camera, String text, Question.Window window, boolean yesNo, int words) {
    long deadline = System.currentTimeMillis() + PATIENCE.toMillis();
    return new Question(newKey(), List.of(camera), text, window, yesNo, List.of(), words, deadline);
  }

  CompletableFuture<Answer> ask(Question question) {
    CompletableFuture<Answer> answer = answers.expect(question.id());
    questions.hand(QuestionMessage.of(question));
    return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Takes a checkpoint and tells what it was like. */
  CompletedCheckpointStats checkpoint() throws Exception {
    long number = cluster.triggerCheckpoint(id, CheckpointType.CONFIGURED).get();
    return (CompletedCheckpointStats)
        cluster
            .getExecutionGraph(id)
            .get()
            .getCheckpointStatsSnapshot()
            .getHistory()
            .getCheckpointById(number);
  }

  @Override
  public void close() throws Exception {
    cluster.close();
    frames.forget();
    questions.forget();
    answers.forget();
  }
}
