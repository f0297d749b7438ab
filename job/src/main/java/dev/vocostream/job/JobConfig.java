package dev.vocostream.job;

import dev.vocostream.job.kafka.KafkaSettings;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.answer.DeadlineRule;
import dev.vocostream.operators.compress.BatchRule;
import dev.vocostream.operators.decode.live.CameraAccess;
import dev.vocostream.operators.sample.ChangeRule;
import dev.vocostream.state.Thinning;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.MemorySize;

/**
 * What the job was told, checked. The only reader of {@link JobOptions}; everything else receives
 * values.
 *
 * @param access what network cameras may be reached, and with what
 * @param changes which frames show something new; null where every frame is compressed
 * @param thinning how memories get thinner with age
 * @param retainAtMost how long any camera may remember
 * @param eraseWithin for how long a removed camera is erased
 * @param deepenAfter how old what RocksDB has above its deepest level may get
 * @param flink settings handed to Flink as they are
 */
public record JobConfig(
    Path modelDirectory,
    DType modelDType,
    Compute modelCompute,
    List<CameraSettings> cameras,
    CameraAccess access,
    KafkaSettings kafka,
    Duration longestOutage,
    ChangeRule changes,
    Thinning thinning,
    Duration retainAtMost,
    Duration eraseWithin,
    Duration deepenAfter,
    BatchRule batches,
    Answering answering,
    Checkpoints checkpoints,
    int parallelism,
    int uiPort,
    Map<String, String> flink) {

  /** How questions are answered. */
  public record Answering(
      DeadlineRule deadlines,
      int maxOpen,
      int maxInFlight,
      long maxInFlightBytes,
      Duration staleAfter,
      Duration remembersIds,
      Duration statusEvery) {}

  /**
   * Where and how often the job's state is kept.
   *
   * @param directory URI, this job's own: two jobs may name the same place
   */
  public record Checkpoints(String directory, Duration interval, Duration timeout) {}

  /**
   * @throws SetupException if the file is missing or wrong; one line with key, value and remedy
   */
  public static JobConfig read(Path file) {
    return read(file, System.getenv());
  }

  /**
   * @param environment whose variables outweigh the file, {@code VOCO_GATE_FILES} for {@code
   *     gate.files}
   * @throws SetupException as above; says which of them gave the value
   */
  public static JobConfig read(Path file, Map<String, String> environment) {
    return new Reader(ConfigFile.read(file, JobOptions.ALL, environment)).read();
  }

  /**
   * Variables that look as if they were to set an option, and set none: a slip, perhaps. Those that
   * others read are not among them, nor those that Kubernetes makes of services.
   */
  public static List<String> strangers(Set<String> variables) {
    List<String> known = JobOptions.ALL.stream().map(Option::variable).toList();
    return variables.stream()
        .filter(name -> name.startsWith(Option.ENVIRONMENT) && !known.contains(name))
        .filter(
            name -> !name.matches("VOCO_(SECRET_.*|JVM_OPTIONS|LOG|(.*_)?(SERVICE|PORT)(_.*)?)"))
        .sorted()
        .toList();
  }

  /** Reads one file. */
  private static final class Reader {
    private final ConfigFile file;

    Reader(ConfigFile file) {
      this.file = file;
      refuseUnknown();
    }

    JobConfig read() {
      try {
        List<CameraSettings> cameras = CameraOptions.read(file);
        KafkaSettings kafka = KafkaOptions.read(file, cameras);
        refuseCollisions(kafka);
        return new JobConfig(
            file.path(file.required(JobOptions.MODEL_DIRECTORY)),
            file.word(JobOptions.MODEL_DTYPE, List.of(DType.values())),
            compute(),
            cameras,
            AccessOptions.read(file, cameras),
            kafka,
            KafkaOptions.longestOutage(file),
            changes(),
            MemoryOptions.thinning(file),
            MemoryOptions.retainAtMost(file),
            EraseOptions.within(
                file, get(JobOptions.CHECKPOINT_INTERVAL), get(JobOptions.STATUS_EVERY)),
            EraseOptions.deepenAfter(
                file, get(JobOptions.CHECKPOINT_INTERVAL), get(JobOptions.STATUS_EVERY)),
            new BatchRule(get(JobOptions.BATCH_MAX_FRAMES), get(JobOptions.BATCH_MAX_AGE)),
            answering(),
            new Checkpoints(
                checkpointUri(kafka),
                get(JobOptions.CHECKPOINT_INTERVAL),
                get(JobOptions.CHECKPOINT_TIMEOUT)),
            get(JobOptions.PARALLELISM),
            get(JobOptions.UI_PORT),
            MetricsOptions.flink(file));
      } catch (IllegalArgumentException e) {
        throw new SetupException(file.file() + ": " + e.getMessage() + file.outweighed());
      }
    }

    private void refuseUnknown() {
      for (String key : file.values().keySet()) {
        if (JobOptions.ALL.stream().noneMatch(option -> option.key().equals(key))) {
          throw new SetupException(
              "%s: %s: unknown option; there are: %s"
                  .formatted(
                      file.file(),
                      key,
                      JobOptions.ALL.stream().map(Option::key).collect(Collectors.joining(", "))));
        }
      }
    }

    private ChangeRule changes() {
      ChangeRule rule = new ChangeRule(get(JobOptions.KEEP_ALIVE));
      return get(JobOptions.SKIP_UNCHANGED) ? rule : null;
    }

    private Answering answering() {
      return new Answering(
          new DeadlineRule(
              get(JobOptions.PATIENCE), get(JobOptions.RESERVE), get(JobOptions.LONGEST_WAIT)),
          get(JobOptions.MAX_OPEN),
          get(JobOptions.MAX_IN_FLIGHT),
          get(JobOptions.MAX_IN_FLIGHT_BYTES).getBytes(),
          get(JobOptions.STALE_AFTER),
          get(JobOptions.REMEMBERS_IDS),
          get(JobOptions.STATUS_EVERY));
    }

    private Compute compute() {
      List<DType> types = List.of(DType.FP32, DType.BF16, DType.FP16);
      MemorySize hot = get(JobOptions.MODEL_HOT_BYTES);
      return new Compute(
          get(JobOptions.MODEL_DEVICE),
          file.word(JobOptions.MODEL_COMPUTE, types),
          get(JobOptions.MODEL_THREADS),
          hot == null ? 0 : hot.getBytes());
    }

    private <T> T get(Option<T> option) {
      return file.get(option);
    }

    private void refuseCollisions(KafkaSettings kafka) {
      Collisions.topics(file, JobOptions.ALL);
      Collisions.ports(file, JobOptions.UI_PORT, MetricsOptions.PROMETHEUS_PORT);
      Collisions.savepoints(file, JobOptions.CHECKPOINT_DIRECTORY, checkpointUri(kafka));
    }

    private String checkpointUri(KafkaSettings kafka) {
      String text = file.required(JobOptions.CHECKPOINT_DIRECTORY);
      String uri = text.contains(":/") ? text : FlinkPath.of(file.path(text));
      return (uri.endsWith("/") ? uri : uri + "/") + kafka.transactionalIdPrefix();
    }
  }
}
