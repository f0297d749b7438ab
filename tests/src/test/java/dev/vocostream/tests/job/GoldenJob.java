package dev.vocostream.tests.job;

import dev.vocostream.job.PipelineSettings;
import dev.vocostream.job.VideoTopology;
import dev.vocostream.job.VideoTopology.Ends;
import dev.vocostream.job.VideoTopology.MonitorEnds;
import dev.vocostream.job.handed.AnswerBoard;
import dev.vocostream.job.handed.HandedSource;
import dev.vocostream.model.FakeSource;
import dev.vocostream.operators.Answer;
import dev.vocostream.operators.Answer.ModelTag;
import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.MonitorAlert;
import dev.vocostream.operators.MonitorMessage;
import dev.vocostream.operators.Question;
import dev.vocostream.operators.QuestionMessage;
import dev.vocostream.operators.answer.AnswerSettings;
import dev.vocostream.operators.answer.DeadlineRule;
import dev.vocostream.operators.compress.BatchRule;
import dev.vocostream.operators.sample.ChangeRule;
import dev.vocostream.state.Thinning;
import dev.vocostream.state.flink.FrameMemoryRocksOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The whole pipeline on RocksDB between ends that are handed their records, with a model whose
 * right answers can be computed. Questions wait for a hundred years, so that a savepoint does not
 * grow old.
 */
final class GoldenJob implements AutoCloseable {
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  final HandedSource<CameraEvent> cameras = new HandedSource<>(newKey());
  final HandedSource<MonitorMessage> monitors = new HandedSource<>(newKey());
  private final HandedSource<QuestionMessage> questions = new HandedSource<>(newKey());
  private final AnswerBoard answers = new AnswerBoard(newKey());
  private final CollectingSink<MonitorAlert> alerts = new CollectingSink<>(newKey());
  private final FakeSource model;
  private final Thinning thinning;
  private final MiniCluster cluster;
  private final JobID id;

  /**
   * @param savepoint what it goes on from; null for an empty memory
   */
  GoldenJob(int parallelism, String savepoint) throws Exception {
    this(parallelism, savepoint, new Configuration());
  }

  /**
   * @param more settings of Flink, such as where checkpoints go
   */
  GoldenJob(int parallelism, String savepoint, Configuration more) throws Exception {
    this(parallelism, savepoint, more, new FakeSource(newKey()), Thinning.NONE);
  }

  /**
   * With a model that reads the newest frames in full, and a memory that gets thinner with age.
   *
   * @param savepoint as above
   */
  static GoldenJob hybrid(int parallelism, String savepoint, Thinning thinning) throws Exception {
    FakeSource model = FakeSource.hybrid(newKey(), 2_048);
    return new GoldenJob(parallelism, savepoint, new Configuration(), model, thinning);
  }

  private GoldenJob(
      int parallelism, String savepoint, Configuration more, FakeSource model, Thinning thinning)
      throws Exception {
    this.model = model;
    this.thinning = thinning;
    Configuration settings = settings(savepoint);
    settings.addAll(more);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    env.setParallelism(parallelism);
    VideoTopology.build(env, ends(), pipeline());
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumSlotsPerTaskManager(parallelism)
                .withRandomPorts()
                .build());
    cluster.start();
    id = cluster.submitJob(env.getStreamGraph().getJobGraph()).get().getJobID();
  }

  private static String newKey() {
    return UUID.randomUUID().toString();
  }

  private static Configuration settings(String savepoint) {
    Configuration settings = new Configuration();
    settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    settings.set(RocksDBOptions.OPTIONS_FACTORY, FrameMemoryRocksOptions.class.getName());
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.MAX_PARALLELISM, 128); // the job's own, for ever
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
    settings.set(
        CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1)); // one file
    if (savepoint != null) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    return settings;
  }

  private Ends ends() {
    return new Ends(
        cameras,
        new HandedSource<>(newKey()),
        questions,
        answers.sink(),
        new DiscardingSink<>(),
        new DiscardingSink<>(),
        null,
        new MonitorEnds(monitors, alerts, new DiscardingSink<>()));
  }

  private PipelineSettings pipeline() {
    return new PipelineSettings(
        model,
        new ModelTag("fake", model.fingerprint(), false),
        new ChangeRule(Duration.ofSeconds(10)),
        new BatchRule(8, Duration.ofMillis(20)),
        new AnswerSettings(
            Map.of(),
            new DeadlineRule(FOR_EVER, Duration.ofSeconds(2), FOR_EVER),
            10_000,
            8,
            1 << 20,
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            model.fingerprint(),
            thinning,
            Duration.ofMinutes(10),
            false),
        FOR_EVER,
        null);
  }

  CompletableFuture<Answer> ask(String id, String camera, Question.Window window) {
    CompletableFuture<Answer> answer = answer(id);
    questions.hand(
        QuestionMessage.of(
            new Question(id, List.of(camera), "?", window, false, List.of(), 8, null)));
    return answer;
  }

  /** Of a question that was asked, perhaps before a savepoint. */
  CompletableFuture<Answer> answer(String id) {
    return answers.expect(id);
  }

  /** What was told so far. */
  Queue<MonitorAlert> alerts() {
    return alerts.collected();
  }

  /** Into a directory of its own below this one; the path of that. */
  String savepoint(String directory) throws Exception {
    return cluster.triggerSavepoint(id, directory, false, SavepointFormatType.CANONICAL).get();
  }

  /**
   * Writes a savepoint in place of a golden one, into the directory that {@code voco.golden.write}
   * names; see the operators' RATIONALE.md.
   *
   * @param scratch an empty directory
   */
  void writeGolden(Path scratch) throws Exception {
    Path savepoint = Path.of(URI.create(savepoint(scratch.toUri().toString())));
    Path target = Files.createDirectories(Path.of(System.getProperty("voco.golden.write")));
    Files.copy(
        savepoint.resolve("_metadata"),
        target.resolve("_metadata"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Takes a checkpoint now; its number. */
  long checkpoint() throws Exception {
    return cluster.triggerCheckpoint(id, CheckpointType.CONFIGURED).get();
  }

  /** Whether a task has failed since the job began. */
  boolean restarted() throws Exception {
    for (AccessExecutionVertex task :
        cluster.getExecutionGraph(id).get().getAllExecutionVertices()) {
      if (task.getCurrentExecutionAttempt().getAttemptNumber() > 0) {
        return true;
      }
    }
    return false;
  }

  /** Why it ended; waits until it has. */
  String failure() throws Exception {
    return cluster
        .requestJobResult(id)
        .get()
        .getSerializedThrowable()
        .orElseThrow()
        .getFullStringifiedStackTrace();
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
