package dev.vocostream.job;

import static dev.vocostream.job.Bounds.TEXT;
import static dev.vocostream.job.Bounds.between;
import static dev.vocostream.job.Bounds.matching;

import dev.vocostream.model.DType;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.MemorySize;

/**
 * Every option of {@code voco.yaml} but the cameras' own, declared once: key, default, bounds,
 * meaning. deploy/docs/configuration.md is written from here.
 */
final class JobOptions {
  private static final Duration MILLISECOND = Duration.ofMillis(1);

  private static final Duration YEAR = Duration.ofDays(365);
  private static final Bounds<Duration> SOME_TIME = between(MILLISECOND, YEAR);

  static final Option<String> MODEL_DIRECTORY =
      Option.text("model.directory", TEXT, "Directory of the checkpoint, in the LLaVA layout.");
  static final Option<String> MODEL_DTYPE =
      Option.word(
          "model.dtype", DType.FP16, List.of(DType.values()), "How activations are remembered.");
  static final Option<String> MODEL_DEVICE =
      Option.text(
          "model.device",
          "cpu",
          matching("cpu, cuda or cuda:N", "cpu|cuda(:\\d{1,3})?"),
          "What the model computes on; cuda: the GPU that Flink's external resource gpu names, if"
              + " any.");
  static final Option<String> MODEL_COMPUTE =
      Option.word(
          "model.compute",
          DType.FP32,
          List.of(DType.FP32, DType.BF16, DType.FP16),
          "What the model computes with.");
  static final Option<Integer> MODEL_THREADS =
      Option.number(
          "model.threads",
          0,
          between(0, 1024),
          "Threads of a process's one model, whatever the parallelism; 0: one per core.");
  static final Option<MemorySize> MODEL_HOT_BYTES =
      Option.size(
          "model.hot-bytes",
          Bounds.SOME_BYTES,
          "Frames and windows, half of it each, that stay on the device between questions. Left"
              + " out: 512 mb on a CPU, on a GPU half of what the model leaves of its memory.");
  static final Option<Boolean> SKIP_UNCHANGED =
      Option.flag(
          "sample.skip-unchanged", true, "Whether frames that show nothing new are left out.");
  static final Option<Duration> KEEP_ALIVE =
      Option.duration(
          "sample.keep-alive",
          Duration.ofSeconds(10),
          between(MILLISECOND, Duration.ofMinutes(10)),
          "A frame this long after the last compressed one is never skipped.");
  static final Option<Integer> BATCH_MAX_FRAMES =
      Option.number(
          "compress.batch.max-frames",
          8,
          between(1, 1024),
          "Frames of all cameras that go through the model together.");
  static final Option<Duration> BATCH_MAX_AGE =
      Option.duration(
          "compress.batch.max-age",
          Duration.ofMillis(100),
          between(MILLISECOND, Duration.ofMinutes(1)),
          "How long a frame waits for others at most.");
  static final Option<Duration> PATIENCE =
      Option.duration(
          "answer.patience",
          Duration.ofSeconds(10),
          SOME_TIME,
          "Deadline of questions without one, after arrival or window end; longer than"
              + " answer.reserve.");
  static final Option<Duration> RESERVE =
      Option.duration(
          "answer.reserve",
          Duration.ofSeconds(2),
          between(Duration.ZERO, YEAR),
          "How long before its deadline a question stops to wait for frames.");
  static final Option<Duration> LONGEST_WAIT =
      Option.duration(
          "answer.longest-wait",
          Duration.ofDays(1),
          SOME_TIME,
          "No question waits longer, whatever window or deadline it asks for; not shorter than"
              + " answer.patience.");
  static final Option<Integer> MAX_OPEN =
      Option.number(
          "answer.max-open",
          10_000,
          between(1, 1_000_000),
          "Questions of a camera that may be unanswered at once; one more is told overloaded.");
  static final Option<Integer> MAX_IN_FLIGHT =
      Option.number(
          "answer.max-in-flight",
          32,
          between(1, 10_000),
          "Questions of a subtask with the model at once; each holds a window.");
  static final Option<MemorySize> MAX_IN_FLIGHT_BYTES =
      Option.size(
          "answer.max-in-flight-bytes",
          MemorySize.ofMebiBytes(256),
          Bounds.SOME_BYTES,
          "No further question goes to the model while windows hold so much; of a window that would"
              + " hold more alone, fewer tokens and frames are read.");
  static final Option<Duration> STALE_AFTER =
      Option.duration(
          "answer.stale-after",
          Duration.ofSeconds(30),
          SOME_TIME,
          "An answer is stale when the newest frame is older than this.");
  static final Option<Duration> STATUS_EVERY =
      Option.duration(
          "status.every",
          Duration.ofSeconds(5),
          between(Duration.ofMillis(100), Duration.ofDays(1)),
          "How often the status of each camera is written, changes aside.");
  static final Option<Duration> REMEMBERS_IDS =
      Option.duration(
          "answer.remembers-ids",
          Duration.ofDays(1),
          SOME_TIME,
          "For how long a repeated question id is known as a repeat.");
  static final Option<Integer> PARALLELISM =
      Option.number(
          "parallelism",
          1,
          between(1, FlinkSettings.MAX_PARALLELISM),
          "Subtasks of each stage; cameras are spread over them.");
  static final Option<String> CHECKPOINT_DIRECTORY =
      Option.text(
          "checkpoints.directory",
          TEXT,
          "Where checkpoints are kept: a path or a file:, s3: or hdfs: URI.");
  static final Option<Duration> CHECKPOINT_INTERVAL =
      Option.duration(
          "checkpoints.interval",
          Duration.ofSeconds(5),
          between(Duration.ofMillis(10), Duration.ofDays(1)),
          "Time between checkpoints; exactly-once answers appear with each.");
  static final Option<Duration> CHECKPOINT_TIMEOUT =
      Option.duration(
          "checkpoints.timeout",
          Duration.ofMinutes(1),
          between(Duration.ofSeconds(1), Duration.ofDays(1)),
          "A checkpoint that takes longer is given up.");
  static final Option<Integer> UI_PORT =
      Option.number(
          "ui-port",
          8081,
          between(1, 65_535),
          "Port of Flink's web page when the job runs locally.");

  private static final List<Option<?>> OWN =
      List.of(
          MODEL_DIRECTORY,
          MODEL_DTYPE,
          MODEL_DEVICE,
          MODEL_COMPUTE,
          MODEL_THREADS,
          MODEL_HOT_BYTES,
          PARALLELISM,
          UI_PORT,
          CHECKPOINT_DIRECTORY,
          CHECKPOINT_INTERVAL,
          CHECKPOINT_TIMEOUT,
          SKIP_UNCHANGED,
          KEEP_ALIVE,
          BATCH_MAX_FRAMES,
          BATCH_MAX_AGE,
          PATIENCE,
          RESERVE,
          LONGEST_WAIT,
          MAX_OPEN,
          MAX_IN_FLIGHT,
          MAX_IN_FLIGHT_BYTES,
          STALE_AFTER,
          REMEMBERS_IDS,
          STATUS_EVERY);

  static final List<Option<?>> ALL =
      Stream.of(
              OWN,
              KafkaOptions.ALL,
              MonitorOptions.ALL,
              SnapshotOptions.ALL,
              AccessOptions.ALL,
              MetricsOptions.ALL,
              MemoryOptions.ALL,
              EraseOptions.ALL)
          .flatMap(List::stream)
          .toList();

  private JobOptions() {}
}
