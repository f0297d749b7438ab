package dev.vocostream.job.remote;

import dev.vocostream.job.JobConfig;
import dev.vocostream.job.LatestCheckpoint;
import dev.vocostream.job.SetupException;
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
    URI directory = URI.create(config.checkpoints().directory());
    if (!"file".equals(directory.getScheme())) {
      throw new SetupException(
          "checkpoints.directory: expected a local directory to look for the newest checkpoint in, found %s: name the checkpoint with --from, or start empty with --fresh"
              .formatted(directory));
    }
    return LatestCheckpoint.below(Path.of(directory))
        .map(checkpoint -> new StartingPoint(checkpoint.toUri().toString(), true))
        .orElse(new StartingPoint(null, false));
  }

  void configure(Configuration settings) {
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
