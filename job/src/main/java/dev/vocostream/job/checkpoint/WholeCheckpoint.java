package dev.vocostream.job.checkpoint;

import dev.vocostream.state.flink.StoredTable;
import java.io.IOException;
import java.io.InputStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;

/** Whether a checkpoint can be gone on from. */
public final class WholeCheckpoint {
  private WholeCheckpoint() {}

  /**
   * Reads every file of a checkpoint on a disk of this machine.
   *
   * @param pointer path or URI of its directory
   * @throws DamagedCheckpointException if one is missing, of another length, or not as it was
   *     written; names it
   */
  public static void require(String pointer) throws IOException {
    CheckpointMetadata metadata =
        metadataOf(AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(pointer));
    for (StoredFile file : StoredFile.of(metadata)) {
      requireSize(file);
      if (file.kind() == StoredFile.Kind.TABLE) {
        requireChecksums(file.path());
      }
    }
  }

  private static void requireSize(StoredFile file) throws IOException {
    long found;
    try {
      found = file.path().getFileSystem().getFileStatus(file.path()).getLen();
    } catch (IOException e) {
      throw new DamagedCheckpointException(file.path(), e);
    }
    if (found != file.size()) {
      throw new DamagedCheckpointException(file.path(), file.size() + " bytes", found + " bytes");
    }
  }

  private static void requireChecksums(Path table) throws IOException {
    try {
      StoredTable.requireChecksums(table.getPath());
    } catch (IOException e) {
      throw new DamagedCheckpointException(table, e);
    }
  }

  /** What the metadata says, if its seal is not broken; in any file system. */
  static CheckpointMetadata metadataOf(CompletedCheckpointStorageLocation location)
      throws IOException {
    StreamStateHandle handle = location.getMetadataHandle();
    Path file = handle.maybeGetPath().orElse(new Path(location.getExternalPointer()));
    try (InputStream in = handle.openInputStream()) {
      return Seal.check(in.readAllBytes(), file);
    }
  }
}
