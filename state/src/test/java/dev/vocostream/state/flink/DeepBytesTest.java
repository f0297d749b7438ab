package dev.vocostream.state.flink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * A subtask remembers so much that RocksDB has several levels, here of a hundredth of their size.
 * Of a camera that is removed nothing is left in any of them, soon after the time that was set.
 */
class DeepBytesTest {
  private static final Duration DEEPEN_AFTER = Duration.ofSeconds(3);
  private static final int FRAMES = 600;

  /** So few that RocksDB, which hurries files of many deletions, does not hurry these. */
  private static final int REMOVED = 20;

  @TempDir private Path directory;
  private final Random random = new Random(1);
  private final FlushOptions flush = new FlushOptions();
  private DBOptions creating;
  private ColumnFamilyOptions options;
  private RocksDB db;

  @BeforeEach
  void open() throws RocksDBException {
    RocksDB.loadLibrary();
    FrameMemoryRocksOptions factory = new FrameMemoryRocksOptions();
    factory.configure(new Configuration().set(FrameMemoryRocksOptions.DEEPEN_AFTER, DEEPEN_AFTER));
    creating = factory.createDBOptions(new DBOptions(), List.of()).setCreateIfMissing(true);
    options =
        factory
            .createColumnOptions(new ColumnFamilyOptions(), List.of())
            .setLevelCompactionDynamicLevelBytes(false) // as Flink sets it
            .setMaxBytesForLevelBase(1 << 20)
            .setMaxBytesForLevelMultiplier(4)
            .setTargetFileSizeBase(256 << 10);
    var all = new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, options);
    db = RocksDB.open(creating, directory.toString(), List.of(all), new ArrayList<>());
  }

  @AfterEach
  void close() {
    db.close();
    options.close();
    creating.close();
    flush.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ofARemovedCameraAreGoneFromEveryLevel(boolean othersAreFilmed) throws Exception {
    for (int frame = 0; frame < FRAMES; frame++) {
      film(frame);
      if (frame < REMOVED) {
        db.put(key("gate", frame), entry("gate"));
      }
      if (frame % 4 == 3) {
        db.flush(flush);
      }
    }
    await()
        .untilAsserted(
            () ->
                assertThat(db.getLiveFilesMetaData())
                    .extracting(LiveFileMetaData::level)
                    .contains(3));
    for (int frame = 0; frame < REMOVED; frame++) {
      db.delete(key("gate", frame));
    }
    db.flush(flush);
    int[] next = {FRAMES};
    await()
        .atMost(DEEPEN_AFTER.multipliedBy(5))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> {
              eraseAgain();
              if (othersAreFilmed) {
                film(next[0]++);
              }
              db.flush(flush);
              assertThat(stored("door")).as("the search sees those that stay").isTrue();
              assertThat(stored("gate")).isFalse();
            });
  }

  /** As the timer of the status does for a while: see {@code Erasure}. */
  private void eraseAgain() throws RocksDBException {
    db.delete(key("gate", 0));
    db.delete(key("gate", REMOVED - 1));
  }

  private void film(int frame) throws RocksDBException {
    for (String camera : List.of("door", "yard")) {
      db.put(key(camera, frame), entry(camera));
      db.delete(key(camera, frame - FRAMES));
    }
  }

  private static byte[] key(String camera, int frame) {
    return "%s%08d".formatted(camera, frame).getBytes(ISO_8859_1);
  }

  /** With the camera's name in it, and else as incompressible as activations. */
  private byte[] entry(String camera) {
    byte[] entry = new byte[8 << 10];
    random.nextBytes(entry);
    byte[] name = mark(camera).getBytes(ISO_8859_1);
    System.arraycopy(name, 0, entry, 100, name.length);
    return entry;
  }

  private static String mark(String camera) {
    return "<entry of " + camera + ">";
  }

  private boolean stored(String camera) throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".sst")).toList()) {
        if (read(file).contains(mark(camera))) {
          return true;
        }
      }
    }
    return false;
  }

  private static String read(Path file) throws Exception {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (NoSuchFileException compactedMeanwhile) {
      return "";
    }
  }
}
