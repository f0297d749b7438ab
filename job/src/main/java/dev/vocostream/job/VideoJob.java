package dev.vocostream.job;

import dev.vocostream.job.VideoTopology.Ends;
import dev.vocostream.job.VideoTopology.MonitorEnds;
import dev.vocostream.job.kafka.AlertTopic;
import dev.vocostream.job.kafka.AnswerTopic;
import dev.vocostream.job.kafka.BrokerCheck;
import dev.vocostream.job.kafka.BrokerCheck.MissingTopics;
import dev.vocostream.job.kafka.CameraDeadLetters;
import dev.vocostream.job.kafka.CameraTopic;
import dev.vocostream.job.kafka.MonitorTopic;
import dev.vocostream.job.kafka.QuestionTopic;
import dev.vocostream.job.kafka.RejectedTopic;
import dev.vocostream.job.kafka.ScoreTopic;
import dev.vocostream.job.kafka.SnapshotTopic;
import dev.vocostream.job.kafka.StatusTopic;
import dev.vocostream.model.InsufficientMemoryException;
import dev.vocostream.model.ModelDescription;
import dev.vocostream.model.VisionLanguageModel;
import dev.vocostream.model.serving.CheckpointSource;
import dev.vocostream.model.serving.MemoryNeed;
import dev.vocostream.model.serving.ModelSource;
import dev.vocostream.operators.Answer.ModelTag;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.answer.AnswerSettings;
import dev.vocostream.operators.decode.CameraSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The main job: real cameras, real Kafka. */
public final class VideoJob {
  private final JobConfig config;
  private final CheckpointSource checkpoint;
  private final ModelSource model;
  private final Supplier<ModelDescription> describe;
  private ModelDescription description; // every byte of the weights is read for its fingerprint

  public VideoJob(JobConfig config) {
    this.config = config;
    checkpoint = checkpointOf(config);
    model = checkpoint;
    describe = checkpoint::describe;
  }

  /**
   * With another model than the configuration names.
   *
   * @param describe what it says of itself; asked once, when it is needed
   */
  public VideoJob(JobConfig config, ModelSource model, Supplier<ModelDescription> describe) {
    this.config = config;
    checkpoint = checkpointOf(config);
    this.model = model;
    this.describe = describe;
  }

  private static CheckpointSource checkpointOf(JobConfig config) {
    return new CheckpointSource(
        config.modelDirectory().toString(), config.modelDType(), config.modelCompute());
  }

  /**
   * For a Flink cluster: {@code --config voco.yaml}. Refuses what {@code voco submit} refuses, but
   * reads no checkpoint: which one it is to go on from is Flink's to know.
   */
  public static void main(String[] args) throws Exception {
    if (args.length != 2 || !args[0].equals("--config")) {
      throw new SetupException("expected the arguments --config FILE");
    }
    VideoJob job = new VideoJob(JobConfig.read(Path.of(args[1])));
    job.checkBroker(false);
    job.refuseSecond();
    List<CameraSettings> cameras = job.cameras();
    System.out.println("memory " + Words.memoryOf(job, cameras));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(job.flinkSettings());
    String from = env.getConfiguration().get(StateRecoveryOptions.SAVEPOINT_PATH);
    StartingPoint.requireTrusted(from);
    // Who takes over from a lost job manager goes on, though it is told no path.
    boolean takesOver = !"NONE".equals(env.getConfiguration().get(HighAvailabilityOptions.HA_MODE));
    boolean goesOn = from != null || (takesOver && LatestCheckpoint.isThere(job.config()));
    StateCheck.requireOfCluster(
        job, cameras, goesOn, warning -> System.out.println("warning: " + warning));
    job.build(env);
    env.execute(job.name());
  }

  /** What Flink must be configured with. */
  public Configuration flinkSettings() {
    return FlinkSettings.of(config);
  }

  /** As a cluster lists it; two jobs of one Kafka cluster differ in the prefix. */
  public String name() {
    return "VoCo Stream " + config.kafka().transactionalIdPrefix();
  }

  public JobConfig config() {
    return config;
  }

  /** The model that the configuration names. */
  public CheckpointSource model() {
    return checkpoint;
  }

  /** What the model says of itself; reads its files once, does not load it. */
  public synchronized ModelDescription describeModel() {
    if (description == null) {
      ModelDescription described = describe.get();
      MemoryOptions.require(config.thinning(), described);
      description = described;
    }
    return description;
  }

  /**
   * Whether this machine's device has room for the model; what {@link #describeModel} does not say.
   *
   * @throws InsufficientMemoryException if it has not
   */
  public MemoryNeed requireRoomForModel() {
    return checkpoint.requireRoom();
  }

  /** Loads the model as a task would, and lets go of it. */
  public ModelDescription tryModel() {
    try (VisionLanguageModel loaded = model.load()) {
      return loaded.description();
    }
  }

  /**
   * Asks the broker, before anything starts, whether the promises can be kept.
   *
   * @param createTopics whether to create the topics that are missing
   * @throws SetupException if they cannot; says what to change
   */
  public void checkBroker(boolean createTopics) {
    checkBroker(createTopics ? MissingTopics.CREATE : MissingTopics.REFUSE);
  }

  /** As above, or with topics that are missing let be. */
  public void checkBroker(MissingTopics missing) {
    brokerCheck().run(missing);
  }

  /**
   * Asks the broker, before this job starts, whether one with the same transactional ids runs.
   *
   * @throws SetupException if one does
   */
  public void refuseSecond() {
    brokerCheck().refuseSecond();
  }

  /**
   * Asks the broker which cameras this job will have: those of its file and of the cameras topic.
   *
   * @throws SetupException if it does not say within ten seconds
   */
  public List<CameraSettings> cameras() {
    return brokerCheck().cameras(config.cameras(), config.retainAtMost());
  }

  /** What the broker is asked. */
  public BrokerCheck brokerCheck() {
    return new BrokerCheck(
        config.kafka(), FlinkSettings.longestWithoutCheckpoint(config), config.longestOutage());
  }

  /** Adds the pipeline with its production ends. */
  public void build(StreamExecutionEnvironment env) {
    Ends ends =
        new Ends(
            new CameraSource(
                new CameraTopic(config.kafka(), config.cameras(), config.retainAtMost()),
                describeModel().imageSize(),
                config.access()),
            CameraDeadLetters.source(config.kafka(), config.retainAtMost()),
            QuestionTopic.source(config.kafka()),
            AnswerTopic.sink(config.kafka()),
            StatusTopic.sink(config.kafka()),
            RejectedTopic.sink(config.kafka()),
            SnapshotTopic.sink(config.kafka()),
            new MonitorEnds(
                MonitorTopic.source(config.kafka()),
                AlertTopic.sink(config.kafka()),
                ScoreTopic.sink(config.kafka())));
    build(env, ends, model, true);
  }

  /**
   * Adds the pipeline between other ends, whose cameras need not say that they are there.
   *
   * @param loads the model of this job's configuration
   */
  public void build(StreamExecutionEnvironment env, Ends ends, ModelSource loads) {
    build(env, ends, loads, false);
  }

  private void build(
      StreamExecutionEnvironment env, Ends ends, ModelSource loads, boolean camerasSpeak) {
    env.setParallelism(config.parallelism());
    VideoTopology.build(env, ends, pipelineSettings(describeModel(), loads, camerasSpeak));
  }

  private PipelineSettings pipelineSettings(
      ModelDescription described, ModelSource loads, boolean camerasSpeak) {
    Map<String, CameraSettings> cameras =
        config.cameras().stream()
            .collect(Collectors.toMap(CameraSettings::id, Function.identity()));
    JobConfig.Answering answering = config.answering();
    return new PipelineSettings(
        loads,
        new ModelTag(described.name(), described.fingerprint(), described.trained()),
        config.changes(),
        config.batches(),
        new AnswerSettings(
            cameras,
            answering.deadlines(),
            answering.maxOpen(),
            answering.maxInFlight(),
            answering.maxInFlightBytes(),
            answering.staleAfter(),
            answering.statusEvery(),
            described.fingerprint(),
            config.thinning(),
            config.eraseWithin(),
            camerasSpeak),
        // Counted from the arrival, and remembered from the answer on.
        answering.deadlines().longest().plus(answering.remembersIds()),
        config.kafka().snapshots().enabled() ? config.kafka().snapshots().retain() : null);
  }
}
