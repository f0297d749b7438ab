package dev.vocostream.job;

import java.io.IOException;
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
