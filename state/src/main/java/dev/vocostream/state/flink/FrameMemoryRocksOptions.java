package dev.vocostream.state.flink;

import java.util.Collection;
import java.util.List;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;

/**
 * RocksDB for large values that are written once and deleted in order: no compression, because
 * activations do not compress, and late compaction, because every compaction uploads its whole
 * output with the next checkpoint.
 */
public final class FrameMemoryRocksOptions implements RocksDBOptionsFactory {
  private static final long serialVersionUID = 1L;

  @Override
  public DBOptions createDBOptions(DBOptions current, Collection<AutoCloseable> toClose) {
    return current;
  }

  @Override
  public ColumnFamilyOptions createColumnOptions(
      ColumnFamilyOptions current, Collection<AutoCloseable> toClose) {
    return current
        .setCompressionPerLevel(List.of())
        .setCompressionType(CompressionType.NO_COMPRESSION)
        .setLevel0FileNumCompactionTrigger(16)
        .setLevel0SlowdownWritesTrigger(40)
        .setLevel0StopWritesTrigger(60);
  }
}
