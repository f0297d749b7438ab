package dev.vocostream.state.flink;

import java.util.Collection;
import java.util.List;
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
 */
public final class FrameMemoryRocksOptions implements RocksDBOptionsFactory {
  private static final long serialVersionUID = 1L;

  /**
   * RocksDB logs in its manifest each file that comes or goes, and begins a new one at a gigabyte;
   * every checkpoint uploads the whole. A new one lists what there is: room for 7,000 files.
   */
  private static final long MANIFEST_BYTES = 1 << 20;

  @Override
  public DBOptions createDBOptions(DBOptions current, Collection<AutoCloseable> toClose) {
    return current.setMaxManifestFileSize(MANIFEST_BYTES);
  }

  @Override
  public ColumnFamilyOptions createColumnOptions(
      ColumnFamilyOptions current, Collection<AutoCloseable> toClose) {
    return current
        .setCompressionPerLevel(
            List.of(CompressionType.NO_COMPRESSION, CompressionType.LZ4_COMPRESSION))
        .setLevel0FileNumCompactionTrigger(16)
        .setLevel0SlowdownWritesTrigger(40)
        .setLevel0StopWritesTrigger(60);
  }
}
