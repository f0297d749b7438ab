package dev.vocostream.job;

import dev.vocostream.job.checkpoint.NewerStateException;
import dev.vocostream.job.checkpoint.WholeCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a job that was killed left off.
 *
 * @param directory of the checkpoint
 * @param damaged why newer ones were passed over, the newest first
 */
public record LatestCheckpoint(Path directory, List<String> damaged) {
  private static final Logger LOG = LoggerFactory.getLogger(LatestCheckpoint.class);

  public LatestCheckpoint {
    damaged = List.copyOf(damaged);
  }

  /**
   * The checkpoint that a job would go on from.
   *
   * @param remedy what somebody can do where there is no looking for it, or none is whole
   * @throws SetupException if checkpoints are kept where this process cannot look for them, or all
   *     are damaged
   */
  public static Optional<LatestCheckpoint> of(JobConfig config, String remedy) throws IOException {
    String directory = config.checkpoints().directory();
    if (!FlinkPath.isLocal(directory)) {
      throw new SetupException(
          "checkpoints.directory: expected a local directory to look for the newest checkpoint in, found %s: %s"
              .formatted(directory, remedy));
    }
    return below(FlinkPath.local(directory), remedy);
  }

  /**
   * The newest of any job below this directory whose files are as they were written.
   *
   * @throws SetupException if a newer build wrote it
   */
  public static Optional<LatestCheckpoint> below(Path directory, String remedy) throws IOException {
    List<String> damaged = new ArrayList<>();
    for (Path checkpoint : all(directory)) {
      try {
        WholeCheckpoint.require(FlinkPath.of(checkpoint));
        return Optional.of(new LatestCheckpoint(checkpoint, damaged));
      } catch (NewerStateException e) {
        // going on from an older one would lose what the newer build remembered
        throw new SetupException("%s, %s".formatted(e.getMessage(), remedy), e);
      } catch (IOException e) {
        damaged.add("checkpoint %s: %s".formatted(checkpoint, e.getMessage()));
        LOG.warn("passed over for an older one: {}", damaged.get(damaged.size() - 1));
      }
    }
    if (damaged.isEmpty()) {
      return Optional.empty();
    }
    throw new SetupException(
        "%s, and no older one is whole: put the file back, %s".formatted(damaged.get(0), remedy));
  }

  /** Whether there is any where this process can look for it, damaged or not. */
  static boolean isThere(JobConfig config) throws IOException {
    String directory = config.checkpoints().directory();
    return FlinkPath.isLocal(directory) && !all(FlinkPath.local(directory)).isEmpty();
  }

  /** The newest first; Flink writes {@code <job>/chk-<n>/_metadata} last of all. */
  private static List<Path> all(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory, 3)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .sorted(Comparator.comparing(LatestCheckpoint::writtenAt).reversed())
          .map(Path::getParent)
          .toList();
    }
  }

  private static FileTime writtenAt(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0); // deleted meanwhile: surely not the newest
    }
  }
}
