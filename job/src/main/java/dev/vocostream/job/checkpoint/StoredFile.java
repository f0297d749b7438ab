package dev.vocostream.job.checkpoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;

/**
 * A file that a checkpoint needs, beside its metadata.
 *
 * @param size in bytes, as it was written
 */
public record StoredFile(Path path, long size, Kind kind) {
  /** Who can say whether it is as it was written. */
  public enum Kind {
    /** RocksDB, which has a checksum in each block. */
    TABLE,
    /** Nobody: keyed state of a savepoint, too large to be read again, or what is never read. */
    NONE,
    /**
     * The checkpoint's {@link Seal}: operators' state, and what RocksDB keeps beside its tables.
     */
    SEALED
  }

  /** Each file once. What is in the metadata itself is no file. */
  public static List<StoredFile> of(CheckpointMetadata checkpoint) {
    Map<Path, StoredFile> files = new HashMap<>();
    for (OperatorState operator : checkpoint.getOperatorStates()) {
      for (OperatorSubtaskState subtask : operator.getStates()) {
        subtask.getManagedOperatorState().forEach(state -> put(state, files));
        subtask.getRawOperatorState().forEach(state -> put(state, files));
        subtask.getManagedKeyedState().forEach(state -> put(state, files));
        subtask.getRawKeyedState().forEach(state -> put(state, files));
      }
    }
    return List.copyOf(files.values());
  }

  private static void put(OperatorStateHandle state, Map<Path, StoredFile> files) {
    put(state.getDelegateStateHandle(), Kind.SEALED, files);
  }

  private static void put(KeyedStateHandle state, Map<Path, StoredFile> files) {
    if (state instanceof KeyGroupsStateHandle groups) {
      put(groups.getDelegateStateHandle(), Kind.NONE, files);
    } else if (state instanceof IncrementalRemoteKeyedStateHandle rocks) {
      put(rocks.getMetaDataStateHandle(), Kind.SEALED, files);
      List<HandleAndLocalPath> all = new ArrayList<>(rocks.getSharedState());
      all.addAll(rocks.getPrivateState());
      for (HandleAndLocalPath one : all) {
        put(one.getHandle(), kindOf(one.getLocalPath()), files);
      }
    }
  }

  private static Kind kindOf(String name) {
    if (name.endsWith(".sst")) {
      return Kind.TABLE;
    }
    return name.startsWith("OPTIONS") ? Kind.NONE : Kind.SEALED;
  }

  private static void put(StreamStateHandle handle, Kind kind, Map<Path, StoredFile> files) {
    if (handle instanceof FileStateHandle file) {
      Path path = file.getFilePath();
      files.put(path, new StoredFile(path, file.getStateSize(), kind));
    }
  }
}
