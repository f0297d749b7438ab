package dev.vocostream.job.cli;

import dev.vocostream.job.SetupException;
import dev.vocostream.model.serving.MemoryNeed;

/** Whether this machine has room for broker, Flink and model. */
final class MemoryCheck {
  /** Heap 1 GiB, RocksDB and libtorch 0.5 GiB, broker 0.5 GiB; see job/RATIONALE.md. */
  private static final long NEEDED_MIB = 2048;

  private MemoryCheck() {}

  /**
   * @throws SetupException if there is too little
   */
  static void require() {
    long free = MemoryNeed.freeOnCpu();
    require(free < 0 ? free : free >> 20);
  }

  /**
   * @param available MiB; negative where the system does not say
   */
  static void require(long available) {
    if (available >= 0 && available < NEEDED_MIB) {
      throw new SetupException(
          "needs %d MiB of free memory, found %d MiB: end other programs, or give this machine more"
              .formatted(NEEDED_MIB, available));
    }
  }
}
