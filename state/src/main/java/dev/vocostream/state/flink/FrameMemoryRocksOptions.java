package dev.vocostream.state.flink;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.state.rocksdb.ConfigurableRocksDBOptionsFactory;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;

/**
 * RocksDB for large values that are written once and deleted in order: late compaction, because
 * every compaction uploads its whole output with the next checkpoint.
 *
 * <p>Activations do not compress. Level 1 is compressed nevertheless, because level 0 is not:
 * RocksDB would otherwise move a file there as it is where no other holds keys between its first
 * and its last. So it does with the deletions of questions and timers, a small file or two for each
 * checkpoint, which nothing takes away again. A file that must be written anew is compacted: of
 * deletions nothing is left.
 *
 * <p>A deletion that is in a level above the bytes it deletes would wait there until enough is
 * written to that level. So files that hold something older than {@link #DEEPEN_AFTER} are
 * compacted with what they overlap in the next level, down to the deepest one.
 */
public final class FrameMemoryRocksOptions implements ConfigurableRocksDBOptionsFactory {
  private static final long serialVersionUID = 1L;

  /** As often all that is above the deepest level is rewritten with what it overlaps there. */
  public static final ConfigOption<Duration> DEEPEN_AFTER =
      ConfigOptions.key("voco.state.deepen-after").durationType().defaultValue(Duration.ofDays(1));

  /**
   * RocksDB logs in its manifest each file that comes or goes, and begins a new one at a gigabyte;
   * every checkpoint uploads the whole. A new one lists what there is: room for 7,000 files.
   */
  private static final long MANIFEST_BYTES = 1 << 20;

  private Duration deepenAfter = DEEPEN_AFTER.defaultValue();

  @Override
  public RocksDBOptionsFactory configure(ReadableConfig configuration) {
    deepenAfter = configuration.get(DEEPEN_AFTER);
    return this;
  }

  @Override
  public DBOptions createDBOptions(DBOptions current, Collection<AutoCloseable> toClose) {
    return current.setMaxManifestFileSize(MANIFEST_BYTES);
  }

  @Override
  public ColumnFamilyOptions createColumnOptions(
      ColumnFamilyOptions current, Collection<AutoCloseable> toClose) {
    return current
        .setTtl(Math.max(1, deepenAfter.toSeconds()))
        .setCompressionPerLevel(
            List.of(CompressionType.NO_COMPRESSION, CompressionType.LZ4_COMPRESSION))
        .setLevel0FileNumCompactionTrigger(16)
        .setLevel0SlowdownWritesTrigger(40)
        .setLevel0StopWritesTrigger(60);
  }
}
