package dev.vocostream.state.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.vocostream.state.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;

/**
 * What checkpoints upload against what lies on the disk, by when RocksDB compacts: the table of
 * RATIONALE.md. Windows are full, so each frame that comes pushes one out.
 */
@Tag("benchmark")
class CompactionCurveTest {
  private static final int CAMERAS = 6;
  private static final int WINDOW = 256;
  private static final int NEW = 16;
  private static final int CHECKPOINTS = 64;

  static Stream<Arguments> curve() {
    return Stream.of(
        arguments(72, new Compaction(16, 256, 64, 10, 86_400)), // as FrameMemoryRocksOptions has it
        arguments(72, new Compaction(8, 256, 64, 10, 86_400)),
        arguments(72, new Compaction(4, 256, 64, 10, 86_400)), // as Flink has it
        arguments(72, new Compaction(16, 64, 8, 100, 86_400)),
        arguments(72, new Compaction(16, 32, 4, 100, 86_400)),
        arguments(72, new Compaction(16, 16, 2, 100, 86_400)),
        arguments(72, new Compaction(16, 8, 1, 100, 86_400)),
        arguments(288, new Compaction(16, 256, 64, 10, 86_400)),
        arguments(288, new Compaction(16, 256, 64, 10, 8)), // as where erase.within is set
        arguments(288, new Compaction(16, 256, 64, 10, 2)),
        arguments(288, new Compaction(16, 64, 8, 100, 86_400)),
        arguments(288, new Compaction(16, 16, 2, 100, 86_400)));
  }

  /**
   * @param entry KiB of a frame
   */
  @ParameterizedTest
  @MethodSource("curve")
  void uploadsAgainstDisk(int entry, Compaction compaction, @TempDir Path directory)
      throws Exception {
    EmbeddedRocksDBStateBackend backend = new EmbeddedRocksDBStateBackend(true);
    backend.setRocksDBOptions(compaction);
    backend.getMemoryConfiguration().setFixedMemoryPerSlot("256m");
    try (MemoryHarness harness = new MemoryHarness(backend)) {
      harness.setCheckpointStorage(new FileSystemCheckpointStorage(directory.toUri()));
      harness.open();
      System.out.printf(
          "%d KiB, %s: %s%n", entry, compaction, new Filming(harness, entry << 10).run());
    }
  }

  private static final class Filming {
    private final MemoryHarness harness;
    private final Random random = new Random(1);
    private final Retention newest = new Retention(Duration.ofDays(1), WINDOW, Long.MAX_VALUE);
    private final List<Double> uploaded = new ArrayList<>();
    private final List<Double> onDisk = new ArrayList<>();
    private final int entryBytes;
    private long time;
    private long checkpoint;

    Filming(MemoryHarness harness, int entryBytes) {
      this.harness = harness;
      this.entryBytes = entryBytes;
    }

    String run() throws Exception {
      while (time < WINDOW) {
        film();
      }
      long began = System.nanoTime();
      for (int i = 0; i < CHECKPOINTS; i++) {
        OperatorSubtaskState taken = film();
        uploaded.add((double) taken.getCheckpointedSize() / CAMERAS / NEW / entryBytes);
        onDisk.add((double) taken.getStateSize() / CAMERAS / WINDOW / entryBytes);
      }
      assertThat(uploaded).as("a checkpoint has at least what is new").allMatch(by -> by >= 1);
      uploaded.sort(null);
      onDisk.sort(null);
      return ("%.1f s a checkpoint; uploaded for a new byte %.2f median, %.2f mean, %.1f at most;"
              + " on disk %.2f, %.2f")
          .formatted(
              (System.nanoTime() - began) / 1e9 / CHECKPOINTS,
              uploaded.get(CHECKPOINTS / 2),
              uploaded.stream().mapToDouble(by -> by).average().orElseThrow(),
              uploaded.get(CHECKPOINTS - 1),
              onDisk.get(CHECKPOINTS / 2),
              onDisk.get(CHECKPOINTS - 1));
    }

    private OperatorSubtaskState film() throws Exception {
      for (int i = 0; i < NEW; i++, time++) {
        for (int camera = 0; camera < CAMERAS; camera++) {
          byte[] entry = new byte[entryBytes];
          random.nextBytes(entry);
          harness.of("camera" + camera).remember(time, entry);
          harness.of("camera" + camera).forgetBeyond(newest);
        }
      }
      OperatorSubtaskState taken = harness.snapshot(++checkpoint, time);
      harness.notifyOfCompletedCheckpoint(checkpoint);
      return taken;
    }
  }

  /**
   * @param level0Files that bring a compaction
   * @param level1 MiB
   * @param file MiB of a file of level 1 and of those below
   * @param next how much larger the next level is
   * @param deepenAfter seconds; so long as several checkpoints take here
   */
  private record Compaction(int level0Files, long level1, long file, double next, int deepenAfter)
      implements RocksDBOptionsFactory {
    @Override
    public DBOptions createDBOptions(DBOptions current, Collection<AutoCloseable> toClose) {
      return current;
    }

    @Override
    public ColumnFamilyOptions createColumnOptions(
        ColumnFamilyOptions current, Collection<AutoCloseable> toClose) {
      return new FrameMemoryRocksOptions()
          .createColumnOptions(current, toClose)
          .setTtl(deepenAfter)
          .setLevel0FileNumCompactionTrigger(level0Files)
          .setMaxBytesForLevelBase(level1 << 20)
          .setTargetFileSizeBase(file << 20)
          .setMaxBytesForLevelMultiplier(next);
    }
  }
}
