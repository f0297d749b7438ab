package dev.vocostream.job.cli;

import dev.vocostream.job.SetupException;
import dev.vocostream.job.StateBudget;
import dev.vocostream.job.VideoJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Whether this machine's disk has room for all that a job's cameras may remember. */
final class StateCheck {
  private StateCheck() {}

  /**
   * @throws SetupException if it has not; names the sum
   */
  static void require(VideoJob job) throws IOException {
    long sum = StateBudget.of(job);
    URI checkpoints = URI.create(job.config().checkpoints().directory());
    if ("file".equals(checkpoints.getScheme())) {
      Path directory = Path.of(checkpoints);
      require(directory, sum, 2, DiskCheck.freeAt(directory) + sizeOf(directory));
    } else {
      Path directory = Path.of(System.getProperty("java.io.tmpdir"));
      require(directory, sum, 1, DiskCheck.freeAt(directory));
    }
  }

  /**
   * @param sum bytes that all cameras remember when full
   * @param copies how many of them the disk holds
   * @param room bytes of the disk that are free or this job's own
   */
  static void require(Path directory, long sum, int copies, long room) {
    if (sum > room / copies) {
      throw new SetupException(
          "the cameras may remember %s in all, %s on the disk of %s, which has %s for it: lower"
                  .formatted(
                      Words.bytes(sum),
                      copies == 1 ? "once" : "twice",
                      directory,
                      Words.bytes(room))
              + " retain, max-frames, max-bytes or tokens-per-frame of cameras, set"
              + " memory.thin, or make room");
    }
  }

  private static long sizeOf(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files.mapToLong(StateCheck::bytesOf).sum();
    }
  }

  private static long bytesOf(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (NoSuchFileException e) {
      return 0; // deleted meanwhile
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
