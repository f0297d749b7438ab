package dev.vocostream.job;

import dev.vocostream.job.checkpoint.NewerStateException;
import dev.vocostream.job.checkpoint.WholeCheckpoint;
import java.io.IOException;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;

/**
 * What the job remembers when it starts.
 *
 * @param uri of a checkpoint or savepoint; null for an empty memory
 * @param owned whether the job may delete it once it has newer ones
 * @param damaged why newer ones were passed over
 */
public record StartingPoint(String uri, boolean owned, List<String> damaged) {
  /**
   * @throws SetupException if it is where everybody may write
   */
  public StartingPoint {
    requireTrusted(uri);
  }

  /** One that no other was passed over for. */
  public StartingPoint(String uri, boolean owned) {
    this(uri, owned, List.of());
  }

  /**
   * What was asked for, or else the newest checkpoint of the job that is whole.
   *
   * @param fresh an empty memory
   * @param from path or URI of what to go on from; null for the newest checkpoint
   * @throws SetupException if it is damaged or of a newer build, or the newest checkpoint is where
   *     this machine cannot look for it
   */
  public static StartingPoint of(JobConfig config, boolean fresh, String from) throws IOException {
    if (fresh) {
      return new StartingPoint(null, false);
    }
    if (from != null) {
      return named(FlinkPath.of(from));
    }
    return LatestCheckpoint.of(
            config, "name another checkpoint with --from, or start empty with --fresh")
        .map(StartingPoint::owned)
        .orElse(new StartingPoint(null, false));
  }

  /**
   * @throws SetupException if an empty memory is asked for, and one to go on from as well
   */
  public static void requireOneOf(boolean fresh, String from) {
    if (fresh && from != null) {
      throw new SetupException("--fresh and --from: expected one of them, found both");
    }
  }

  /**
   * Of what somebody else has Flink go on from.
   *
   * @param from path or URI; null for an empty memory
   * @throws SetupException if it is where everybody may write
   */
  static void requireTrusted(String from) {
    String uri = from == null ? null : FlinkPath.of(from);
    if (FlinkPath.isLocal(uri)) {
      ForeignHands.refuse(FlinkPath.local(uri));
    }
  }

  private static StartingPoint named(String uri) {
    StartingPoint point = new StartingPoint(uri, false);
    if (FlinkPath.isLocal(uri)) {
      try {
        WholeCheckpoint.require(uri);
      } catch (NewerStateException e) {
        throw new SetupException(e.getMessage(), e);
      } catch (IOException e) {
        throw new SetupException(
            "%s: %s: put the file back, or name another".formatted(uri, e.getMessage()), e);
      }
    }
    return point;
  }

  /** A checkpoint that becomes the new job's own, which deletes it when it has newer ones. */
  public static StartingPoint owned(LatestCheckpoint latest) {
    return new StartingPoint(FlinkPath.of(latest.directory()), true, latest.damaged());
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
    String place = uri == null ? "an empty memory" : uri;
    return damaged.isEmpty()
        ? place
        : place + ", and not from the newest: " + String.join("; ", damaged);
  }
}
