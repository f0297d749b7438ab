package dev.vocostream.job.checkpoint;

import java.io.IOException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.runtime.state.CheckpointStorage;
import org.apache.flink.runtime.state.CheckpointStorageAccess;
import org.apache.flink.runtime.state.CheckpointStorageFactory;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;

/** Flink's checkpoints in a file system, with a {@link Seal} on each. */
public final class SealedCheckpoints implements CheckpointStorage {
  private static final long serialVersionUID = 1L;

  private final FileSystemCheckpointStorage files;

  private SealedCheckpoints(FileSystemCheckpointStorage files) {
    this.files = files;
  }

  /** What Flink is told, by name, to make it with. */
  public static final class Factory implements CheckpointStorageFactory<SealedCheckpoints> {
    @Override
    public SealedCheckpoints createFromConfig(ReadableConfig config, ClassLoader loader) {
      return new SealedCheckpoints(FileSystemCheckpointStorage.createFromConfig(config, loader));
    }
  }

  @Override
  public CompletedCheckpointStorageLocation resolveCheckpoint(String pointer) throws IOException {
    return SealedAccess.checked(files.resolveCheckpoint(pointer));
  }

  @Override
  public CheckpointStorageAccess createCheckpointStorage(JobID job) throws IOException {
    return new SealedAccess(files, job);
  }
}
