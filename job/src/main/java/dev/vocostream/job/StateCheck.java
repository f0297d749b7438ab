package dev.vocostream.job;

import dev.vocostream.operators.CameraSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Whether the disks that can be seen have room for all that a job's cameras may remember. */
public final class StateCheck {
  private StateCheck() {}

  /** Says what is wrong. */
  @FunctionalInterface
  interface Check {
    void run() throws IOException;
  }

  /**
   * Of a job that runs on this machine.
   *
   * @param from what it goes on from; where that is a memory the job is not refused
   * @param warn hears what is wrong then
   * @throws SetupException if they have not; names the sum
   */
  public static void require(
      VideoJob job, List<CameraSettings> cameras, StartingPoint from, Consumer<String> warn)
      throws IOException {
    require(from.uri() != null, () -> require(job, cameras), warn);
  }

  /**
   * A job that remembers something is not kept from it: what changed since it ran is a camera of
   * the topic, perhaps, whoever added it, and it was a crash that ended it.
   */
  static void require(boolean goesOn, Check check, Consumer<String> warn) throws IOException {
    try {
      check.run();
    } catch (SetupException e) {
      if (!goesOn) {
        throw e;
      }
      warn.accept("it goes on from what it remembers, but " + e.getMessage());
    }
  }

  /**
   * Of a job that would begin on this machine.
   *
   * @throws SetupException if they have not; names the sum
   */
  public static void require(VideoJob job, List<CameraSettings> cameras) throws IOException {
    if (checkpointsAreFiles(job)) {
      requireCheckpoints(job, cameras, 2);
    } else {
      Path directory = Path.of(System.getProperty("java.io.tmpdir"));
      require(directory, StateBudget.of(job, cameras), 1, DiskCheck.freeAt(directory));
    }
  }

  /**
   * Of a job whose memory is on a cluster's disks. Checkpoints that are files are seen from here as
   * well, or the job could not go on from them; of others nothing is known.
   *
   * @param goesOn whether it has a memory to go on from; it is not refused then
   * @param warn hears what is wrong in that case
   * @throws SetupException if there is no room for a checkpoint; names the sum
   */
  public static void requireOfCluster(
      VideoJob job, List<CameraSettings> cameras, boolean goesOn, Consumer<String> warn)
      throws IOException {
    if (checkpointsAreFiles(job)) {
      require(goesOn, () -> requireCheckpoints(job, cameras, 1), warn);
    }
  }

  private static boolean checkpointsAreFiles(VideoJob job) {
    return FlinkPath.isLocal(job.config().checkpoints().directory());
  }

  private static void requireCheckpoints(VideoJob job, List<CameraSettings> cameras, int copies)
      throws IOException {
    Path directory = FlinkPath.local(job.config().checkpoints().directory());
    long room = DiskCheck.freeAt(directory) + sizeOf(directory);
    require(directory, StateBudget.of(job, cameras), copies, room);
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
