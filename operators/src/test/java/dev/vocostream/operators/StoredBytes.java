package dev.vocostream.operators;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.vocostream.state.flink.FrameMemoryRocksOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/**
 * The files of a subtask's RocksDB, as a job configures it, and whether bytes stand in them: what
 * an incremental checkpoint keeps is these files.
 */
public final class StoredBytes {
  private final Path rocksdb;
  private final Path checkpoints;
  private long checkpoint;

  public StoredBytes(Path directory) throws IOException {
    rocksdb = Files.createDirectories(directory.resolve("rocksdb"));
    checkpoints = Files.createDirectories(directory.resolve("checkpoints"));
  }

  /** Lets a harness that is not open yet keep its state here. */
  public <H extends AbstractStreamOperatorTestHarness<?>> H on(H harness) {
    EmbeddedRocksDBStateBackend backend = new EmbeddedRocksDBStateBackend(true);
    backend.setRocksDBOptions(new FrameMemoryRocksOptions());
    backend.setDbStoragePath(rocksdb.toString());
    harness.setStateBackend(backend);
    harness.setCheckpointStorage(new FileSystemCheckpointStorage(checkpoints.toUri()));
    return harness;
  }

  /** Takes one: RocksDB writes what is new to a file. */
  public void checkpoint(AbstractStreamOperatorTestHarness<?> harness) throws Exception {
    harness.snapshot(++checkpoint, harness.getProcessingTime());
  }

  /** Whether they stand in a file that RocksDB still has. */
  public boolean holds(byte[] bytes) {
    String wanted = new String(bytes, ISO_8859_1);
    try (Stream<Path> files = Files.walk(rocksdb)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      return all.stream().anyMatch(file -> read(file).contains(wanted));
    } catch (IOException | UncheckedIOException goneMeanwhile) {
      return holds(bytes);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (NoSuchFileException goneMeanwhile) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
