package dev.vocostream.job.checkpoint;

import java.io.IOException;
import org.apache.flink.core.fs.Path;

/** A checkpoint is whole, and of a newer build, whose state this one would misread. */
public final class NewerStateException extends IOException {
  private static final long serialVersionUID = 1L;

  NewerStateException(Path file, int known, int found) {
    super(
        "file %s: expected state of a version up to %d, which this build reads, found version %d: start the build that wrote it, or a newer one"
            .formatted(file.getPath(), known, found));
  }
}
