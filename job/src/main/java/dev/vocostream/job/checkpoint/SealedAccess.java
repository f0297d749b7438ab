package dev.vocostream.job.checkpoint;

import java.io.IOException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.state.CheckpointMetadataOutputStream;
import org.apache.flink.runtime.state.CheckpointStorageLocation;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.filesystem.FsCheckpointStorageAccess;
import org.apache.flink.runtime.state.filesystem.FsCheckpointStorageLocation;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;

/**
 * Where the checkpoints of a job are: seals each when it is complete, and looks before a restore.
 */
final class SealedAccess extends FsCheckpointStorageAccess {
  private final FreeSpace space;

  SealedAccess(FileSystemCheckpointStorage files, JobID job) throws IOException {
    super(
        files.getCheckpointPath(),
        files.getSavepointPath(),
        job,
        files.getMinFileSizeThreshold(),
        files.getWriteBufferSize());
    space = new FreeSpace(checkpointsDirectory);
  }

  @Override
  public CompletedCheckpointStorageLocation resolveCheckpoint(String pointer) throws IOException {
    return checked(super.resolveCheckpoint(pointer));
  }

  /**
   * @throws DamagedCheckpointException if its seal is broken
   */
  static CompletedCheckpointStorageLocation checked(CompletedCheckpointStorageLocation location)
      throws IOException {
    WholeCheckpoint.metadataOf(location);
    return location;
  }

  @Override
  public CheckpointStorageLocation initializeLocationForCheckpoint(long id) throws IOException {
    space.look();
    FsCheckpointStorageLocation plain =
        (FsCheckpointStorageLocation) super.initializeLocationForCheckpoint(id);
    return sealed(fileSystem, plain);
  }

  @Override
  protected CheckpointStorageLocation createSavepointLocation(FileSystem where, Path directory) {
    FsCheckpointStorageLocation plain =
        (FsCheckpointStorageLocation) super.createSavepointLocation(where, directory);
    return sealed(where, plain);
  }

  private CheckpointStorageLocation sealed(FileSystem where, FsCheckpointStorageLocation plain) {
    return new FsCheckpointStorageLocation(
        where,
        plain.getCheckpointDirectory(),
        plain.getSharedStateDirectory(),
        plain.getTaskOwnedStateDirectory(),
        plain.getLocationReference(),
        fileSizeThreshold,
        writeBufferSize) {
      @Override
      public CheckpointMetadataOutputStream createMetadataOutputStream() throws IOException {
        return new SealingStream(
            super.createMetadataOutputStream(), getCheckpointDirectory(), space::took);
      }
    };
  }
}
