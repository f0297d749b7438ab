package dev.vocostream.job;

import dev.vocostream.state.flink.FrameMemoryRocksOptions;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;

/** The option of how soon nothing is left of a camera that was removed. */
final class EraseOptions {
  /** RocksDB compacts its files when there are so many, and a checkpoint makes one. */
  private static final int FILES = 16;

  private static final Duration USUAL = Duration.ofMinutes(10);

  private static final Option<Duration> WITHIN =
      Option.duration(
          "erase.within",
          Bounds.between(Duration.ofSeconds(1), Duration.ofDays(365)),
          "How soon the bytes of a removed camera are gone, from disks and the checkpoints that are"
              + " kept: 16 checkpoints and those must fit. Left out: 10 min, or as long as they"
              + " take, and a day of what a subtask remembers beyond 256 MB; set, it holds for that"
              + " too, which is then rewritten and uploaded about twice in this time.");

  static final List<Option<?>> ALL = List.of(WITHIN);

  private EraseOptions() {}

  /**
   * For how long a camera that was removed is erased: as the file says, or, where it says nothing,
   * for the default or as long as it takes.
   *
   * @throws SetupException if its bytes could not be gone within what the file says
   */
  static Duration within(ConfigFile file, Duration interval, Duration statusEvery) {
    int retained = retained(file);
    Duration needed = needed(interval, statusEvery, retained);
    Duration within = file.get(WITHIN);
    if (within == null) {
      return needed.compareTo(USUAL) > 0 ? needed : USUAL;
    }
    if (within.compareTo(needed) < 0) {
      throw file.wrong(
          WITHIN,
          "at least %s: 16 checkpoints and the %d that are kept, one in %s"
              .formatted(
                  Bounds.written(needed), retained, Bounds.written(step(interval, statusEvery))),
          Bounds.written(within));
    }
    return within;
  }

  /**
   * How old what RocksDB has above its deepest level may get. Where the file says how soon a camera
   * is to be gone, that leaves as much time again for the rewriting, and then for the checkpoints
   * that are kept. Where it says nothing, a day: all that a subtask remembers beyond what level 1
   * holds is rewritten and uploaded as often.
   */
  static Duration deepenAfter(ConfigFile file, Duration interval, Duration statusEvery) {
    Duration within = file.get(WITHIN);
    return within == null
        ? FrameMemoryRocksOptions.DEEPEN_AFTER.defaultValue()
        : within.minus(step(interval, statusEvery).multipliedBy(retained(file))).dividedBy(2);
  }

  private static int retained(ConfigFile file) {
    return Configuration.fromMap(file.flink())
        .getOptional(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS)
        .orElse(FlinkSettings.RETAINED);
  }

  /**
   * How long it takes until the last kept checkpoint is one that was made after RocksDB compacted.
   *
   * @param interval between checkpoints
   * @param statusEvery erased again so often, and a checkpoint before that writes no file
   * @param retained how many checkpoints are kept
   */
  static Duration needed(Duration interval, Duration statusEvery, int retained) {
    return step(interval, statusEvery).multipliedBy(FILES + retained);
  }

  private static Duration step(Duration interval, Duration statusEvery) {
    return interval.compareTo(statusEvery) > 0 ? interval : statusEvery;
  }
}
