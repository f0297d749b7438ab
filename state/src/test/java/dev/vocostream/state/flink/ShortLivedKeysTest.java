package dev.vocostream.state.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Questions and timers: keys that come and go between two checkpoints, each anywhere. */
class ShortLivedKeysTest {
  private final Random random = new Random(1);

  @TempDir private Path directory;

  @BeforeEach
  void loadLibrary() {
    RocksDB.loadLibrary();
  }

  /** What is left of such a key is its deletion, and nothing but a compaction takes that away. */
  @Test
  void leaveNoFilesBehind() throws Exception {
    try (Tables tables = new Tables()) {
      for (int i = 0; i < 200; i++) {
        tables.comeAndGo(24);
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> assertThat(tables.db.getLiveFilesMetaData()).hasSizeLessThanOrEqualTo(20));
    }
  }

  /** Every checkpoint uploads it; each file that comes or goes adds a line, with two keys. */
  @Test
  void leaveNoManifestThatGrows() throws Exception {
    try (Tables tables = new Tables()) {
      for (int i = 0; i < 300; i++) {
        tables.comeAndGo(4_096);
      }
      assertThat(tables.manifestBytes()).isBetween(10_000L, 1_200_000L);
    }
  }

  private final class Tables implements AutoCloseable {
    private final FrameMemoryRocksOptions factory = new FrameMemoryRocksOptions();
    private final DBOptions creating =
        factory.createDBOptions(new DBOptions(), List.of()).setCreateIfMissing(true);
    private final ColumnFamilyOptions options =
        factory.createColumnOptions(new ColumnFamilyOptions(), List.of());
    private final FlushOptions flush = new FlushOptions();
    private final RocksDB db;

    Tables() throws RocksDBException {
      var all = new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, options);
      db = RocksDB.open(creating, directory.toString(), List.of(all), new ArrayList<>());
    }

    /** And all is written, as before a checkpoint. */
    void comeAndGo(int keyBytes) throws RocksDBException {
      byte[] key = new byte[keyBytes];
      random.nextBytes(key);
      db.put(key, new byte[100]);
      db.delete(key);
      db.flush(flush);
    }

    long manifestBytes() {
      File[] manifests = directory.toFile().listFiles((d, name) -> name.startsWith("MANIFEST"));
      return Arrays.stream(manifests).mapToLong(File::length).max().orElseThrow();
    }

    @Override
    public void close() {
      db.close();
      flush.close();
      options.close();
      creating.close();
    }
  }
}
