package dev.vocostream.job;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/**
 * Every option of {@code voco.yaml} but the cameras, declared once: key, type, default, meaning.
 */
final class JobOptions {
  static final ConfigOption<String> MODEL_DIRECTORY =
      ConfigOptions.key("model.directory")
          .stringType()
          .noDefaultValue()
          .withDescription("Directory of the checkpoint, in the LLaVA layout.");
  static final ConfigOption<String> MODEL_DTYPE =
      ConfigOptions.key("model.dtype")
          .stringType()
          .defaultValue("fp16")
          .withDescription("How activations are remembered: fp32, fp16, bf16 or int8.");
  static final ConfigOption<String> MODEL_DEVICE =
      ConfigOptions.key("model.device")
          .stringType()
          .defaultValue("cpu")
          .withDescription("What the model computes on: cpu, cuda or cuda:N.");
  static final ConfigOption<String> MODEL_COMPUTE =
      ConfigOptions.key("model.compute")
          .stringType()
          .defaultValue("fp32")
          .withDescription("What the model computes with: fp32, bf16 or fp16.");
  static final ConfigOption<Integer> MODEL_THREADS =
      ConfigOptions.key("model.threads")
          .intType()
          .defaultValue(0)
          .withDescription(
              "Threads of a process's one model, whatever the parallelism; 0: one per core.");
  static final ConfigOption<String> BOOTSTRAP_SERVERS =
      ConfigOptions.key("kafka.bootstrap-servers")
          .stringType()
          .defaultValue("localhost:9092")
          .withDescription("Brokers to ask first, host:port, comma-separated.");
  static final ConfigOption<String> TOPIC_QUESTIONS =
      ConfigOptions.key("kafka.topics.questions")
          .stringType()
          .defaultValue("voco.questions")
          .withDescription("Topic that questions come from.");
  static final ConfigOption<String> TOPIC_ANSWERS =
      ConfigOptions.key("kafka.topics.answers")
          .stringType()
          .defaultValue("voco.answers")
          .withDescription("Topic that answers go to.");
  static final ConfigOption<String> TOPIC_REJECTED =
      ConfigOptions.key("kafka.topics.rejected")
          .stringType()
          .defaultValue("voco.rejected")
          .withDescription("Topic that dead letters go to.");
  static final ConfigOption<String> TOPIC_CAMERAS =
      ConfigOptions.key("kafka.topics.cameras")
          .stringType()
          .defaultValue("voco.cameras")
          .withDescription("Compacted topic that cameras come from, beside those of the file.");
  static final ConfigOption<String> TOPIC_STATUS =
      ConfigOptions.key("kafka.topics.status")
          .stringType()
          .defaultValue("voco.status")
          .withDescription("Compacted topic that the status of each camera goes to.");
  static final ConfigOption<String> GROUP_ID =
      ConfigOptions.key("kafka.group-id")
          .stringType()
          .defaultValue("voco-stream")
          .withDescription("Consumer group that the read positions are reported under.");
  static final ConfigOption<String> TRANSACTIONAL_ID_PREFIX =
      ConfigOptions.key("kafka.transactional-id-prefix")
          .stringType()
          .defaultValue("voco-stream")
          .withDescription("Start of all transactional ids; unique per job on a Kafka cluster.");
  static final ConfigOption<String> DELIVERY =
      ConfigOptions.key("kafka.delivery")
          .stringType()
          .defaultValue("exactly-once")
          .withDescription("exactly-once, or at-least-once for answers before the checkpoint.");
  static final ConfigOption<Duration> TRANSACTION_TIMEOUT =
      ConfigOptions.key("kafka.transaction-timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(10))
          .withDescription("After this the broker gives up a transaction that nobody finished.");
  static final ConfigOption<Duration> LONGEST_OUTAGE =
      ConfigOptions.key("kafka.longest-outage")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription("Longest time the job may be down without losing an answer.");
  static final ConfigOption<Boolean> SKIP_UNCHANGED =
      ConfigOptions.key("sample.skip-unchanged")
          .booleanType()
          .defaultValue(true)
          .withDescription("true: frames that show nothing new are not compressed; or false.");
  static final ConfigOption<Duration> KEEP_ALIVE =
      ConfigOptions.key("sample.keep-alive")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription("A frame this long after the last compressed one is never skipped.");
  static final ConfigOption<Integer> BATCH_MAX_FRAMES =
      ConfigOptions.key("compress.batch.max-frames")
          .intType()
          .defaultValue(8)
          .withDescription("Frames of all cameras that go through the model together.");
  static final ConfigOption<Duration> BATCH_MAX_AGE =
      ConfigOptions.key("compress.batch.max-age")
          .durationType()
          .defaultValue(Duration.ofMillis(100))
          .withDescription("How long a frame waits for others at most.");
  static final ConfigOption<Duration> PATIENCE =
      ConfigOptions.key("answer.patience")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription("Deadline of questions without one, after arrival or window end.");
  static final ConfigOption<Duration> RESERVE =
      ConfigOptions.key("answer.reserve")
          .durationType()
          .defaultValue(Duration.ofSeconds(2))
          .withDescription("How long before its deadline a question stops to wait for frames.");
  static final ConfigOption<Duration> LONGEST_WAIT =
      ConfigOptions.key("answer.longest-wait")
          .durationType()
          .defaultValue(Duration.ofDays(1))
          .withDescription("No question waits longer, whatever window or deadline it asks for.");
  static final ConfigOption<Integer> MAX_IN_FLIGHT =
      ConfigOptions.key("answer.max-in-flight")
          .intType()
          .defaultValue(8)
          .withDescription("Questions of a subtask with the model at once; each holds a window.");
  static final ConfigOption<MemorySize> MAX_IN_FLIGHT_BYTES =
      ConfigOptions.key("answer.max-in-flight-bytes")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(256))
          .withDescription("No further question goes to the model while windows hold so much.");
  static final ConfigOption<Duration> STALE_AFTER =
      ConfigOptions.key("answer.stale-after")
          .durationType()
          .defaultValue(Duration.ofSeconds(30))
          .withDescription("An answer is stale when the newest frame is older than this.");
  static final ConfigOption<Duration> STATUS_EVERY =
      ConfigOptions.key("status.every")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription("How often the status of each camera is written, changes aside.");
  static final ConfigOption<Duration> REMEMBERS_IDS =
      ConfigOptions.key("answer.remembers-ids")
          .durationType()
          .defaultValue(Duration.ofDays(1))
          .withDescription("For how long a repeated question id is known as a repeat.");
  static final ConfigOption<Integer> PARALLELISM =
      ConfigOptions.key("parallelism")
          .intType()
          .defaultValue(1)
          .withDescription("Subtasks of each stage; cameras are spread over them.");
  static final ConfigOption<String> CHECKPOINT_DIRECTORY =
      ConfigOptions.key("checkpoints.directory")
          .stringType()
          .noDefaultValue()
          .withDescription("Where checkpoints are kept: a path or a file:, s3: or hdfs: URI.");
  static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
      ConfigOptions.key("checkpoints.interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription("Time between checkpoints; exactly-once answers appear with each.");
  static final ConfigOption<Duration> CHECKPOINT_TIMEOUT =
      ConfigOptions.key("checkpoints.timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription("A checkpoint that takes longer is given up.");
  static final ConfigOption<Integer> UI_PORT =
      ConfigOptions.key("ui-port")
          .intType()
          .defaultValue(8081)
          .withDescription("Port of Flink's web page when the job runs locally.");

  private static final List<ConfigOption<?>> OWN =
      List.of(
          MODEL_DIRECTORY,
          MODEL_DTYPE,
          MODEL_DEVICE,
          MODEL_COMPUTE,
          MODEL_THREADS,
          BOOTSTRAP_SERVERS,
          TOPIC_QUESTIONS,
          TOPIC_ANSWERS,
          TOPIC_REJECTED,
          TOPIC_CAMERAS,
          TOPIC_STATUS,
          GROUP_ID,
          TRANSACTIONAL_ID_PREFIX,
          DELIVERY,
          TRANSACTION_TIMEOUT,
          LONGEST_OUTAGE,
          SKIP_UNCHANGED,
          KEEP_ALIVE,
          BATCH_MAX_FRAMES,
          BATCH_MAX_AGE,
          PATIENCE,
          RESERVE,
          LONGEST_WAIT,
          MAX_IN_FLIGHT,
          MAX_IN_FLIGHT_BYTES,
          STALE_AFTER,
          STATUS_EVERY,
          REMEMBERS_IDS,
          PARALLELISM,
          CHECKPOINT_DIRECTORY,
          CHECKPOINT_INTERVAL,
          CHECKPOINT_TIMEOUT,
          UI_PORT);

  static final List<ConfigOption<?>> ALL =
      Stream.of(OWN, AccessOptions.ALL, MonitorOptions.ALL, MetricsOptions.ALL)
          .flatMap(List::stream)
          .toList();

  private JobOptions() {}
}
