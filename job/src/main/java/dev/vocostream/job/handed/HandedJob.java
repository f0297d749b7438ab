package dev.vocostream.job.handed;

import dev.vocostream.job.SetupException;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.VideoTopology.Ends;
import dev.vocostream.job.VideoTopology.MonitorEnds;
import dev.vocostream.model.serving.ModelSource;
import dev.vocostream.operators.Answer;
import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.MonitorMessage;
import dev.vocostream.operators.MonitorScore;
import dev.vocostream.operators.QuestionMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job as it is configured, in this process, but for its ends. It fails for good if it fails. */
public final class HandedJob implements AutoCloseable {
  private final HandedSource<CameraEvent> cameras = new HandedSource<>(newKey());
  private final HandedSource<QuestionMessage> questions = new HandedSource<>(newKey());
  private final HandedSource<MonitorMessage> monitors = new HandedSource<>(newKey());
  private final AnswerBoard answers = new AnswerBoard(newKey());
  private final ListenedSink<MonitorScore> scores = new ListenedSink<>(newKey());
  private final MiniCluster cluster;
  private final JobID id;
  private final CompletableFuture<JobResult> result;

  private HandedJob(Configuration settings, VideoJob job, ModelSource model) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    job.build(env, ends(), model);
    JobGraph graph = env.getStreamGraph().getJobGraph();
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumSlotsPerTaskManager(job.config().parallelism())
                .withRandomPorts()
                .build());
    cluster.start();
    id = cluster.submitJob(graph).get().getJobID();
    result = cluster.requestJobResult(id);
  }

  /**
   * Starts with an empty memory.
   *
   * @param model the job's own, perhaps in another guise
   * @param scratch for its state
   */
  public static HandedJob start(VideoJob job, ModelSource model, Path scratch) throws Exception {
    return new HandedJob(settings(job, scratch), job, model);
  }

  /**
   * Goes on from a savepoint or checkpoint of the job, which is only read. What its real ends kept
   * there is left aside.
   *
   * @param savepoint URI of its directory
   */
  public static HandedJob resume(VideoJob job, ModelSource model, Path scratch, String savepoint)
      throws Exception {
    Configuration settings = settings(job, scratch);
    settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    settings.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.NO_CLAIM);
    settings.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
    return new HandedJob(settings, job, model);
  }

  private static Configuration settings(VideoJob job, Path scratch) {
    Configuration settings = job.flinkSettings();
    settings.set(CoreOptions.TMP_DIRS, scratch.toString());
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
    return settings;
  }

  private static String newKey() {
    return UUID.randomUUID().toString();
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
        new MonitorEnds(monitors, new DiscardingSink<>(), scores));
  }

  /** Of any camera; those of one camera in the order of their times. */
  public void hand(CameraEvent event) {
    cameras.hand(event);
  }

  /** Of any monitor; those of one monitor in their order. */
  public void hand(MonitorMessage message) {
    monitors.hand(message);
  }

  /**
   * @param listener hears of every score from now on, on a task's thread
   */
  public void onScore(Consumer<MonitorScore> listener) {
    scores.listen(listener);
  }

  /** May be called before the job runs. */
  public CompletableFuture<Answer> ask(QuestionMessage question) {
    CompletableFuture<Answer> answer = answers.expect(question.id());
    questions.hand(question);
    return answer;
  }

  /**
   * Waits for an answer.
   *
   * @throws SetupException if the job fails before, with its cause, or patience ends
   */
  public Answer await(CompletableFuture<Answer> answer, Duration patience) throws Exception {
    CompletableFuture.anyOf(answer, result)
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(error -> null)
        .get();
    if (answer.isDone()) {
      return answer.get();
    }
    throw new SetupException("the job gave no answer: " + whyNone(patience));
  }

  private String whyNone(Duration patience) {
    if (!result.isDone()) {
      return "not within " + patience;
    }
    return result.join().getSerializedThrowable().map(SetupException::innermost).orElse("it ended");
  }

  /** Takes a checkpoint and tells what it was like. */
  public CompletedCheckpointStats checkpoint() throws Exception {
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
    cameras.forget();
    questions.forget();
    monitors.forget();
    answers.forget();
    scores.forget();
  }
}
