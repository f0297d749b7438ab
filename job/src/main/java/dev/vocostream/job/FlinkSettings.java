package dev.vocostream.job;

import dev.vocostream.job.checkpoint.SealedCheckpoints;
import dev.vocostream.state.flink.FrameMemoryRocksOptions;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** The settings of Flink that the product's promises rest on. */
final class FlinkSettings {
  /** Fixed for ever: savepoints are cut into this many key groups. */
  static final int MAX_PARALLELISM = 128;

  /** Checkpoints that are kept, unless the user says otherwise. */
  static final int RETAINED = 3;

  private FlinkSettings() {}

  /**
   * The user's settings with ours.
   *
   * @throws SetupException if the user sets one that a promise rests on to something else
   */
  static Configuration of(JobConfig config) {
    Configuration ours = new Configuration();
    ours.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    ours.set(RocksDBOptions.OPTIONS_FACTORY, FrameMemoryRocksOptions.class.getName());
    ours.set(FrameMemoryRocksOptions.DEEPEN_AFTER, config.deepenAfter());
    ours.set(RocksDBOptions.USE_MANAGED_MEMORY, true);
    ours.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    ours.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    // A frame between compress and remember must not be moved to another key group's subtask.
    ours.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
    ours.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    ours.set(CheckpointingOptions.CHECKPOINT_STORAGE, SealedCheckpoints.Factory.class.getName());
    ours.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, config.checkpoints().directory());
    ours.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.checkpoints().interval());
    ours.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, config.checkpoints().timeout());
    ours.set(PipelineOptions.GENERIC_TYPES, false);
    ours.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    refuseOverrides(config.flink(), ours);

    Configuration all = defaults();
    all.addAll(Configuration.fromMap(config.flink()));
    all.addAll(ours);
    return all;
  }

  /**
   * How long a running job can go without a completed checkpoint, and a transaction stay open: as
   * many may fail as are tolerated, and then one more.
   */
  static Duration longestWithoutCheckpoint(JobConfig config) {
    Configuration settings = of(config);
    long attempts = settings.get(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER) + 1L;
    Duration interval = config.checkpoints().interval();
    Duration pause = settings.get(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS);
    return config
        .checkpoints()
        .timeout()
        .plus(interval.compareTo(pause) > 0 ? interval : pause)
        .multipliedBy(attempts);
  }

  /** The user may choose otherwise. */
  private static Configuration defaults() {
    Configuration defaults = new Configuration();
    defaults.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, RETAINED);
    defaults.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 3);
    defaults.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    defaults.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(30));
    defaults.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, false);
    // A camera's frames are in many files: without, each of them is read to find that it has not
    // one.
    defaults.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
    // A question crosses four exchanges; at each one it would wait for up to 100 ms for company.
    defaults.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
    // Barriers wait behind buffers, which held half a minute of a slow model's small pictures.
    defaults.set(TaskManagerOptions.BUFFER_DEBLOAT_ENABLED, true);
    return defaults;
  }

  private static void refuseOverrides(Map<String, String> theirs, Configuration ours) {
    Map<String, String> fixed = ours.toMap();
    theirs.forEach(
        (key, value) -> {
          String needed = fixed.get(key);
          if (needed != null && !needed.equalsIgnoreCase(value)) {
            throw new SetupException(
                "flink.%s: must be %s, was %s: the job's promises rest on it; take it out"
                    .formatted(key, needed, value));
          }
        });
  }
}
