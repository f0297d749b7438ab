package dev.vocostream.job;

import dev.vocostream.job.kafka.KafkaSettings;
import dev.vocostream.job.kafka.KafkaSettings.Delivery;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.answer.DeadlineRule;
import dev.vocostream.operators.compress.BatchRule;
import dev.vocostream.operators.decode.live.CameraAccess;
import dev.vocostream.operators.sample.ChangeRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;

/**
 * What the job was told, checked. The only reader of {@link JobOptions}; everything else receives
 * values.
 *
 * @param access what network cameras may be reached, and with what
 * @param changes which frames show something new; null where every frame is compressed
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
    BatchRule batches,
    Answering answering,
    Checkpoints checkpoints,
    int parallelism,
    int uiPort,
    Map<String, String> flink) {

  /** How questions are answered. */
  public record Answering(
      DeadlineRule deadlines,
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
    ConfigFile config = ConfigFile.read(file);
    return new Reader(config).read();
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
        return new JobConfig(
            file.path(required(JobOptions.MODEL_DIRECTORY)),
            dtype(),
            compute(),
            cameras,
            AccessOptions.read(file, cameras),
            kafka(),
            get(JobOptions.LONGEST_OUTAGE),
            changes(),
            new BatchRule(get(JobOptions.BATCH_MAX_FRAMES), get(JobOptions.BATCH_MAX_AGE)),
            answering(),
            new Checkpoints(
                checkpointUri(required(JobOptions.CHECKPOINT_DIRECTORY))
                    + get(JobOptions.TRANSACTIONAL_ID_PREFIX),
                get(JobOptions.CHECKPOINT_INTERVAL),
                get(JobOptions.CHECKPOINT_TIMEOUT)),
            positive(JobOptions.PARALLELISM),
            positive(JobOptions.UI_PORT),
            MetricsOptions.flink(file));
      } catch (IllegalArgumentException e) {
        throw new SetupException(file.file() + ": " + e.getMessage());
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
                      JobOptions.ALL.stream()
                          .map(ConfigOption::key)
                          .collect(Collectors.joining(", "))));
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
          positive(JobOptions.MAX_IN_FLIGHT),
          get(JobOptions.MAX_IN_FLIGHT_BYTES).getBytes(),
          get(JobOptions.STALE_AFTER),
          get(JobOptions.REMEMBERS_IDS),
          positiveDuration(JobOptions.STATUS_EVERY));
    }

    private KafkaSettings kafka() {
      return new KafkaSettings(
          get(JobOptions.BOOTSTRAP_SERVERS),
          get(JobOptions.TOPIC_QUESTIONS),
          get(JobOptions.TOPIC_ANSWERS),
          get(JobOptions.TOPIC_REJECTED),
          get(JobOptions.TOPIC_CAMERAS),
          get(JobOptions.TOPIC_STATUS),
          MonitorOptions.topics(file),
          get(JobOptions.GROUP_ID),
          get(JobOptions.TRANSACTIONAL_ID_PREFIX),
          word(JobOptions.DELIVERY, List.of(Delivery.values())),
          get(JobOptions.TRANSACTION_TIMEOUT),
          file.kafkaClient());
    }

    private DType dtype() {
      return word(JobOptions.MODEL_DTYPE, List.of(DType.values()));
    }

    private Compute compute() {
      DType computed = word(JobOptions.MODEL_COMPUTE, List.of(DType.FP32, DType.BF16, DType.FP16));
      String device = get(JobOptions.MODEL_DEVICE);
      int threads = get(JobOptions.MODEL_THREADS);
      if (threads < 0) {
        throw file.wrong(JobOptions.MODEL_THREADS, "0 or a positive number", threads);
      }
      try {
        return new Compute(device, computed, threads);
      } catch (IllegalArgumentException e) {
        throw file.wrong(JobOptions.MODEL_DEVICE, "cpu, cuda or cuda:N", device);
      }
    }

    /** Constants are written in lower case, with hyphens. */
    private <E extends Enum<E>> E word(ConfigOption<String> option, List<E> words) {
      String found = get(option);
      for (E word : words) {
        if (written(word).equals(found)) {
          return word;
        }
      }
      String expected = String.join(" or ", words.stream().map(Reader::written).toList());
      throw file.wrong(option, expected, found);
    }

    private static String written(Enum<?> word) {
      return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private <T> T get(ConfigOption<T> option) {
      return file.get(option);
    }

    private String required(ConfigOption<String> option) {
      String value = get(option);
      if (value == null || value.isBlank()) {
        throw file.wrong(option, "a value", "none");
      }
      return value;
    }

    private int positive(ConfigOption<Integer> option) {
      int value = get(option);
      if (value < 1) {
        throw file.wrong(option, "a positive number", value);
      }
      return value;
    }

    private Duration positiveDuration(ConfigOption<Duration> option) {
      Duration value = get(option);
      if (value.toMillis() < 1) {
        throw file.wrong(option, "a duration of at least 1 ms", value);
      }
      return value;
    }

    private String checkpointUri(String text) {
      String uri = text.contains(":/") ? text : file.path(text).toUri().toString();
      return uri.endsWith("/") ? uri : uri + "/";
    }
  }
}
