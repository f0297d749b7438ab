package dev.vocostream.job.checkpoint;

import java.io.IOException;
import org.apache.flink.core.fs.Path;

/** A checkpoint must not be gone on from: a file of it is not as it was written. Names the file. */
public final class DamagedCheckpointException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedCheckpointException(Path file, String expected, String found) {
    super("file %s is damaged: expected %s, found %s".formatted(file.getPath(), expected, found));
  }

  DamagedCheckpointException(Path file, Exception cause) {
    super("file %s cannot be read: %s".formatted(file.getPath(), cause), cause);
  }
}
