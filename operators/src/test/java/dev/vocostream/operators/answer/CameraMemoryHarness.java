package dev.vocostream.operators.answer;

import static dev.vocostream.operators.Fixtures.camera;
import static dev.vocostream.operators.Fixtures.compressed;
import static org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup.createTaskManagerMetricGroup;
import static org.awaitility.Awaitility.await;

import dev.vocostream.model.FakeSource;
import dev.vocostream.model.serving.ModelSource;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraMonitor;
import dev.vocostream.operators.CameraQuestion;
import dev.vocostream.operators.CameraRequest;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.Monitor;
import dev.vocostream.operators.MonitorAlert;
import dev.vocostream.operators.MonitorScore;
import dev.vocostream.operators.Question;
import dev.vocostream.operators.StatusMessage;
import dev.vocostream.state.Thinning;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/**
 * Flink's harness for keyed two-input operators takes an operator, not a factory, and only a
 * factory is given the mailbox; so this one is put together here. Runs on RocksDB.
 */
final class CameraMemoryHarness extends AbstractStreamOperatorTestHarness<CameraAnswer> {
  static final Duration STATUS_EVERY = Duration.ofSeconds(5);
  static final int MAX_PARALLELISM = 128;
  static final int MAX_OPEN = 30;
  static final DeadlineRule DEADLINES =
      new DeadlineRule(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofHours(1));

  private final SeenMetrics metrics;

  /** Cameras yard and door, ten seconds of patience, two questions at once; not opened yet. */
  CameraMemoryHarness(FakeSource source) throws Exception {
    this(source, 1, 0);
  }

  /** One of several subtasks. */
  CameraMemoryHarness(FakeSource source, int parallelism, int subtask) throws Exception {
    this(source, source.fingerprint(), parallelism, subtask);
  }

  /** With any model, which has this fingerprint. */
  CameraMemoryHarness(ModelSource source, String fingerprint, int parallelism, int subtask)
      throws Exception {
    this(source, fingerprint, Thinning.NONE, parallelism, subtask);
  }

  /** That gets thinner with age. */
  CameraMemoryHarness(ModelSource source, String fingerprint, Thinning thinning) throws Exception {
    this(source, fingerprint, thinning, 1, 0);
  }

  private CameraMemoryHarness(
      ModelSource source, String fingerprint, Thinning thinning, int parallelism, int subtask)
      throws Exception {
    this(
        new CameraMemory(settings(List.of("yard", "door"), fingerprint, thinning, false), source),
        parallelism,
        subtask);
  }

  /** Whose cameras are in no file, and say that they are there. */
  static CameraMemoryHarness ofSpeakingCameras(FakeSource source) throws Exception {
    AnswerSettings settings = settings(List.of(), source.fingerprint(), Thinning.NONE, true);
    return new CameraMemoryHarness(new CameraMemory(settings, source), 1, 0);
  }

  static AnswerSettings settings(
      List<String> cameras, String fingerprint, Thinning thinning, boolean camerasSpeak) {
    return new AnswerSettings(
        cameras.stream().collect(Collectors.toMap(id -> id, id -> camera(id))),
        DEADLINES,
        MAX_OPEN,
        2,
        1 << 20,
        Duration.ofSeconds(30),
        STATUS_EVERY,
        fingerprint,
        thinning,
        Duration.ofMinutes(10),
        camerasSpeak);
  }

  /** The same, opened. */
  static CameraMemoryHarness openedAt(long now, FakeSource source) throws Exception {
    CameraMemoryHarness harness = new CameraMemoryHarness(source);
    harness.open();
    harness.setProcessingTime(now);
    return harness;
  }

  CameraMemoryHarness(CameraMemory factory, int parallelism, int subtask) throws Exception {
    this(factory, parallelism, subtask, new SeenMetrics());
  }

  private CameraMemoryHarness(
      CameraMemory factory, int parallelism, int subtask, SeenMetrics metrics) throws Exception {
    super(factory, environment(parallelism, subtask, metrics));
    this.metrics = metrics;
    config.setStatePartitioner(0, (MemoryEvent event) -> event.camera());
    config.setStatePartitioner(1, (CameraRequest request) -> request.camera());
    config.setStateKeySerializer(Types.STRING.createSerializer(new SerializerConfigImpl()));
    config.serializeAllConfigs();
    setStateBackend(new EmbeddedRocksDBStateBackend(true));
  }

  /** As the harness makes it, but for metrics that can be looked at. */
  private static MockEnvironment environment(int parallelism, int subtask, SeenMetrics metrics) {
    return new MockEnvironmentBuilder()
        .setManagedMemorySize(3 << 20)
        .setBufferSize(1024)
        .setMaxParallelism(MAX_PARALLELISM)
        .setParallelism(parallelism)
        .setSubtaskIndex(subtask)
        .setMetricGroup(
            createTaskManagerMetricGroup(metrics.registry(), "host", ResourceID.generate())
                .addJob(new JobID(), "job")
                .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "task"))
        .build();
  }

  SeenMetrics metrics() {
    return metrics;
  }

  void remember(MemoryEvent event) throws Exception {
    StreamRecord<MemoryEvent> element = new StreamRecord<>(event);
    operator().setKeyContextElement1(element);
    operator().processElement1(element);
  }

  void remember(String camera, long... times) throws Exception {
    for (long time : times) {
      remember(compressed(camera, time));
    }
  }

  /** What was told of the cameras' states so far, oldest first. */
  List<StatusMessage> told() {
    Queue<StreamRecord<StatusMessage>> told = getSideOutput(CameraMemory.STATUS);
    return told == null ? List.of() : told.stream().map(StreamRecord::getValue).toList();
  }

  /** How much is kept of all cameras. */
  int stateEntries() {
    AbstractStreamOperator<?> open = (AbstractStreamOperator<?>) getOperator();
    return ((RocksDBKeyedStateBackend<?>) open.getKeyedStateBackend()).numKeyValueStateEntries();
  }

  void ask(Question question) throws Exception {
    for (String camera : question.cameras()) {
      request(CameraRequest.of(new CameraQuestion(camera, question, getProcessingTime())));
    }
  }

  void monitor(String camera, Monitor monitor) throws Exception {
    request(CameraRequest.of(new CameraMonitor(camera, monitor.id(), monitor)));
  }

  void unmonitor(String camera, String monitor) throws Exception {
    request(CameraRequest.of(new CameraMonitor(camera, monitor, null)));
  }

  private void request(CameraRequest request) throws Exception {
    StreamRecord<CameraRequest> element = new StreamRecord<>(request);
    operator().setKeyContextElement2(element);
    operator().processElement2(element);
  }

  /** What monitors found, after all that the model brought back was worked off. */
  List<MonitorScore> scores() throws Exception {
    answers();
    Queue<StreamRecord<MonitorScore>> found = getSideOutput(CameraMemory.SCORES);
    return found == null ? List.of() : found.stream().map(StreamRecord::getValue).toList();
  }

  void awaitScores(int count) {
    await().pollInSameThread().until(() -> scores().size() >= count);
  }

  /** Which alerts were raised and cleared so far. */
  List<MonitorAlert> alerts() throws Exception {
    answers();
    Queue<StreamRecord<MonitorAlert>> told = getSideOutput(CameraMemory.ALERTS);
    return told == null ? List.of() : told.stream().map(StreamRecord::getValue).toList();
  }

  /** Time goes by while the job runs: in one leap it would have been away. */
  void pass(Duration time) throws Exception {
    long end = getProcessingTime() + time.toMillis();
    while (getProcessingTime() < end) {
      setProcessingTime(Math.min(end, getProcessingTime() + STATUS_EVERY.toMillis()));
    }
  }

  void awaitAnswers(int count) {
    await().pollInSameThread().until(() -> answers().size() >= count);
  }

  CameraAnswer theAnswer() throws Exception {
    awaitAnswers(1);
    return answers().get(0);
  }

  /** What has come out, after all that the model brought back was worked off. */
  List<CameraAnswer> answers() throws Exception {
    Optional<Mail> mail = getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
    while (mail.isPresent()) {
      mail.get().run();
      mail = getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
    }
    return extractOutputValues();
  }

  @SuppressWarnings("unchecked")
  private TwoInputStreamOperator<MemoryEvent, CameraRequest, CameraAnswer> operator() {
    return (TwoInputStreamOperator<MemoryEvent, CameraRequest, CameraAnswer>) getOperator();
  }
}
