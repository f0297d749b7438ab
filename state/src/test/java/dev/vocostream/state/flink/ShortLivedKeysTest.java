package dev.vocostream.state.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Questions and timers: keys that come and go between two checkpoints, each anywhere. */
class ShortLivedKeysTest {
  private static final int CHECKPOINTS = 600;
  private static final int KEY_BYTES = 24;

  private final Random random = new Random(1);

  @TempDir private Path directory;

  @BeforeEach
  void loadLibrary() {
    RocksDB.loadLibrary();
  }

  /** What is left of such a key is its deletion, and nothing but a compaction takes that away. */
  @Test
  void leaveNoFilesBehind() throws Exception {
    try (ColumnFamilyOptions options =
            new FrameMemoryRocksOptions()
                .createColumnOptions(new ColumnFamilyOptions(), new ArrayList<>());
        DBOptions creating = new DBOptions().setCreateIfMissing(true);
        FlushOptions flush = new FlushOptions()) {
      ColumnFamilyDescriptor all =
          new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, options);
      List<ColumnFamilyHandle> handles = new ArrayList<>();
      try (RocksDB db = RocksDB.open(creating, directory.toString(), List.of(all), handles)) {
        for (int i = 0; i < CHECKPOINTS; i++) {
          comeAndGo(db);
          db.flush(flush);
        }
        await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(
                () -> assertThat(db.getLiveFilesMetaData()).hasSizeLessThanOrEqualTo(20));
      }
    }
  }

  private void comeAndGo(RocksDB db) throws RocksDBException {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    db.put(key, new byte[100]);
    db.delete(key);
  }
}
