package dev.vocostream.job.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.util.FileUtils;

/** Files that are gone when their process ends in good order. */
public record ScratchDirectory(Path path) implements AutoCloseable {
  private static final int ATTEMPTS = 20;
  private static final Duration BETWEEN = Duration.ofMillis(50);

  public static ScratchDirectory create(String prefix) throws IOException {
    return new ScratchDirectory(Files.createTempDirectory(prefix));
  }

  /** This directory, empty whatever an earlier process left in it. */
  public static ScratchDirectory wiped(Path path) throws IOException {
    FileUtils.deleteDirectory(path.toFile());
    return new ScratchDirectory(Files.createDirectories(path));
  }

  /** Tries for a second: those who still write here are on their way out. */
  @Override
  public void close() {
    for (int attempt = 0; attempt < ATTEMPTS && Files.exists(path); attempt++) {
      FileUtils.deleteDirectoryQuietly(path.toFile());
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }
}
