package dev.vocostream.job;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds where a job that was killed left off. */
public final class LatestCheckpoint {
  private LatestCheckpoint() {}

  /**
   * The checkpoint that a job would go on from.
   *
   * @param remedy what somebody can do where there is no looking for it
   * @throws SetupException if checkpoints are kept where this process cannot look for them
   */
  public static Optional<Path> of(JobConfig config, String remedy) throws IOException {
    URI directory = URI.create(config.checkpoints().directory());
    if (!"file".equals(directory.getScheme())) {
      throw new SetupException(
          "checkpoints.directory: expected a local directory to look for the newest checkpoint in, found %s: %s"
              .formatted(directory, remedy));
    }
    return below(Path.of(directory));
  }

  /**
   * The newest complete checkpoint of any job below this directory; Flink writes {@code
   * <job>/chk-<n>/_metadata} last of all.
   */
  public static Optional<Path> below(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(directory, 3)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .max(Comparator.comparing(LatestCheckpoint::writtenAt))
          .map(Path::getParent);
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
