package dev.vocostream.tests.chaos;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.LatestCheckpoint;
import dev.vocostream.job.StartingPoint;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.local.FlinkRest;
import dev.vocostream.job.local.LocalBroker;
import dev.vocostream.model.OneByOne;
import dev.vocostream.tests.job.FlinkProcesses;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A broker, a job manager and task managers, each a process, and the job that runs on them. */
final class ChaosCluster implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final int SLOTS = 2; // of each task manager, as deploy/flink has it
  private static final Path JAR = Path.of("..", "deploy", "flink", "target", "voco-job.jar");
  private static final List<String> SMALL =
      List.of(
          "taskmanager.memory.process.size=1g",
          "taskmanager.memory.task.off-heap.size=32m",
          "taskmanager.memory.managed.size=128m",
          "taskmanager.memory.jvm-metaspace.size=160m",
          "taskmanager.load-balance.mode=SLOTS",
          // by default up to three seconds old, and at a whole number of seconds between
          // checkpoints never from within one
          "rest.cache.checkpoint-statistics.timeout=10ms",
          "rest.cache.execution-graph.timeout=10ms",
          "metrics.reporters=none");

  private final Path directory;
  private final FlinkProcesses flink;
  private final List<String> jars;
  private final List<Process> taskManagers = new ArrayList<>();

  private LocalBroker broker;
  private Process jobManager;
  private JobClient job;
  private JobHealth health;

  ChaosCluster(Path directory) throws Exception {
    this(directory, List.of());
  }

  /**
   * Starts the broker.
   *
   * @param jvmOptions of Flink's processes, beyond those of the other suites
   */
  ChaosCluster(Path directory, List<String> jvmOptions) throws Exception {
    this.directory = directory;
    broker = LocalBroker.start(directory.resolve("broker"), 0, line -> {});
    flink = new FlinkProcesses(directory.resolve("flink"), SMALL, jvmOptions);
    jars = jars(directory);
  }

  private static List<String> jars(Path directory) throws Exception {
    URL url = JAR.toUri().toURL();
    List<String> jars = new ArrayList<>(List.of(url.toString()));
    for (File library : PackagedProgram.extractContainedLibraries(url)) {
      jars.add(library.toURI().toURL().toString());
    }
    List<Class<?>> model =
        List.of(
            NumberedSource.class,
            NumberedModel.class,
            DeviceTrouble.class,
            FrameCode.class,
            OneByOne.class);
    jars.add(ClassJar.write(directory.resolve("model.jar"), model).toUri().toURL().toString());
    return jars;
  }

  /** An empty directory of its own. */
  Path scratch(String name) throws IOException {
    return Files.createDirectories(directory.resolve(name));
  }

  String bootstrap() {
    return broker.bootstrapServers();
  }

  JobHealth health() {
    return health;
  }

  /** Those that are meant to run, oldest first. */
  List<Process> taskManagers() {
    return List.copyOf(taskManagers);
  }

  /** Those of them that have tasks of the job, oldest first. */
  List<Process> busyTaskManagers() throws Exception {
    List<String> busy = new ArrayList<>();
    for (JsonNode one : get("/taskmanagers").path("taskmanagers")) {
      if (one.path("freeSlots").asInt() < one.path("slotsNumber").asInt()) {
        busy.add(one.path("id").asText());
      }
    }
    return taskManagers.stream().filter(one -> busy.contains(flink.nameOf(one))).toList();
  }

  private JsonNode get(String path) throws Exception {
    FlinkRest rest = new FlinkRest(URI.create("http://" + flink.address()));
    return new ObjectMapper().readTree(rest.get(path).body());
  }

  /** Starts the job manager and so many task managers of two slots each. */
  void start(int count) throws Exception {
    jobManager = flink.startJobManager();
    for (int i = 0; i < count; i++) {
      addTaskManager();
    }
  }

  void addTaskManager() throws Exception {
    taskManagers.add(flink.startTaskManager());
  }

  /** One that keeps all its files, RocksDB's too, on this disk. */
  Process addTaskManager(SmallDisk disk) throws Exception {
    Process small =
        flink.startTaskManager(disk.before(), List.of("io.tmp.dirs=" + disk.directory()));
    taskManagers.add(small);
    return small;
  }

  /** As kill -9 does. */
  void kill(Process taskManager) throws InterruptedException {
    taskManagers.remove(taskManager);
    taskManager.destroyForcibly().waitFor();
  }

  /** Stops a process where it is, or lets it go on. */
  static void signal(Process process, String signal) throws Exception {
    signal(process.pid(), signal);
  }

  private static void signal(long process, String signal) throws Exception {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process)).start().waitFor();
  }

  /** Kills the job manager, which forgets its job, and starts another. */
  void replaceJobManager() throws Exception {
    jobManager.destroyForcibly().waitFor();
    jobManager = flink.startJobManager();
  }

  /** Kills the job manager and all task managers; returns when as many others are there. */
  void replaceFlink() throws Exception {
    List<Process> killed = taskManagers();
    jobManager.destroyForcibly();
    for (Process taskManager : killed) {
      kill(taskManager);
    }
    jobManager.waitFor();
    start(killed.size());
    awaitSlots(killed.size() * SLOTS);
  }

  /** Ends the broker with a signal and starts it again later, on the same port and files. */
  void replaceBroker(String signal, Duration down) throws Exception {
    int port = Integer.parseInt(bootstrap().substring(bootstrap().lastIndexOf(':') + 1));
    signal(broker.pid(), signal);
    await().atMost(PATIENCE).until(() -> !broker.isAlive());
    await().pollDelay(down).atMost(PATIENCE).until(() -> true);
    broker = LocalBroker.start(directory.resolve("broker"), port, line -> {});
  }

  /** The broker stands still for so long, and then goes on. */
  void freezeBroker(Duration time) throws Exception {
    signal(broker.pid(), "STOP");
    await().pollDelay(time).atMost(PATIENCE).until(() -> true);
    signal(broker.pid(), "CONT");
  }

  /** Starts the job as {@code voco submit} does: from its newest checkpoint, where there is one. */
  void submit(VideoJob video) throws Exception {
    video.refuseSecond();
    awaitSlots(video.config().parallelism());
    Configuration settings = video.flinkSettings();
    URI address = URI.create("http://" + flink.address());
    settings.set(DeploymentOptions.TARGET, "remote");
    settings.set(DeploymentOptions.ATTACHED, false);
    settings.set(RestOptions.ADDRESS, address.getHost());
    settings.set(RestOptions.PORT, address.getPort());
    settings.set(PipelineOptions.JARS, jars);
    LatestCheckpoint.of(video.config(), "none")
        .map(StartingPoint::owned)
        .ifPresent(point -> point.configure(settings));
    StreamExecutionEnvironment env = new StreamExecutionEnvironment(settings);
    video.build(env);
    job = env.executeAsync(video.name());
    health = new JobHealth(flink.address(), job.getJobID().toHexString());
    await().atMost(PATIENCE).until(health::allTasksRun);
  }

  /** Until so many are free. */
  void awaitSlots(int count) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> get("/overview").path("slots-available").asInt() >= count);
  }

  /** Stops the job; its newest checkpoint stays. */
  void cancelJob() throws Exception {
    job.cancel().get();
    job.getJobExecutionResult().handle((result, error) -> null).get();
  }

  /** All that the processes have logged. */
  String logs() {
    return flink.logs();
  }

  @Override
  public void close() throws Exception {
    flink.close();
    broker.kill();
  }
}
