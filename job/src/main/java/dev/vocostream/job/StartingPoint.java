package dev.vocostream.job;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;

/**
 * What the job remembers when it starts.
 *
 * @param uri of a checkpoint or savepoint; null for an empty memory
 * @param owned whether the job may delete it once it has newer ones
 */
public record StartingPoint(String uri, boolean owned) {
  /**
   * @throws SetupException if it is where everybody may write
   */
  public StartingPoint {
    if (uri != null && uri.startsWith("file:")) {
      ForeignHands.refuse(Path.of(URI.create(uri)));
    }
  }

  /**
   * What was asked for, or else the newest checkpoint of the job.
   *
   * @param fresh an empty memory
   * @param from path or URI of what to go on from; null for the newest checkpoint
   * @throws SetupException if the newest checkpoint is where this machine cannot look for it
   */
  public static StartingPoint of(JobConfig config, boolean fresh, String from) throws IOException {
    if (fresh) {
      return new StartingPoint(null, false);
    }
    if (from != null) {
      return new StartingPoint(
          from.contains(":/") ? from : Path.of(from).toAbsolutePath().toUri().toString(), false);
    }
    return LatestCheckpoint.of(
            config, "name the checkpoint with --from, or start empty with --fresh")
        .map(StartingPoint::owned)
        .orElse(new StartingPoint(null, false));
  }

  /** A checkpoint that becomes the new job's own, which deletes it when it has newer ones. */
  public static StartingPoint owned(Path checkpoint) {
    return new StartingPoint(checkpoint.toUri().toString(), true);
  }

  /** Says so to Flink. */
  public void configure(Configuration settings) {
    if (uri != null) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, uri);
      settings.set(
          StateRecoveryOptions.RESTORE_MODE,
          owned ? RecoveryClaimMode.CLAIM : RecoveryClaimMode.NO_CLAIM);
    }
  }

  @Override
  public String toString() {
    return uri == null ? "an empty memory" : uri;
  }
}
