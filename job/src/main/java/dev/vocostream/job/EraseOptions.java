package dev.vocostream.job;

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
              + " take.");

  static final List<Option<?>> ALL = List.of(WITHIN);

  private EraseOptions() {}

  /**
   * For how long a camera that was removed is erased: as the file says, or, where it says nothing,
   * for the default or as long as it takes.
   *
   * @throws SetupException if its bytes could not be gone within what the file says
   */
  static Duration within(ConfigFile file, Duration interval, Duration statusEvery) {
    int retained =
        Configuration.fromMap(file.flink())
            .getOptional(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS)
            .orElse(FlinkSettings.RETAINED);
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
