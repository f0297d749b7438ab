package dev.vocostream.operators.answer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.flink.runtime.execution.Environment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What task managers that were killed left on this disk: RocksDB's copy of the memory, with frames
 * of cameras that were removed since. It lies in the working directory of the process that is no
 * more. The next process has a directory of its own, so without this all of them stay.
 *
 * <pre>
 *   DIR/tm_host:6122-1a2b3c/tmp/voco-alive-1234    locked by the process that has the job
 * </pre>
 *
 * The system lets go of the lock when the process ends, however it ends: a directory with marks
 * that nobody has locked is nobody's. A job that leaves a process in good order takes its mark
 * away.
 */
final class LeftBehind {
  private static final Logger LOG = LoggerFactory.getLogger(LeftBehind.class);
  private static final String TASK_MANAGER = "tm_"; // Flink's name for a working directory
  private static final String MARK = "voco-alive-";

  /** By job, as long as it is in this process. */
  private static final Map<String, Mark> MARKS = new HashMap<>();

  private record Mark(Path file, FileChannel lock) {}

  private LeftBehind() {}

  /** Before the job has state in this process. Never fails: what stays costs disk, not answers. */
  static void wipe(Environment environment) {
    Path tmp = environment.getTaskManagerInfo().getTmpWorkingDirectory().toPath();
    String job = environment.getJobID().toString();
    try {
      if (isOfTaskManager(tmp.getParent()) && mark(tmp, job)) {
        environment
            .getUserCodeClassLoader()
            .registerReleaseHookIfAbsent(MARK + job, () -> unmark(job));
        wipeBeside(tmp);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("what killed task managers left on this disk is not looked for: {}", e.toString());
    }
  }

  /**
   * @return whether it was not marked before
   */
  static synchronized boolean mark(Path tmp, String job) throws IOException {
    if (MARKS.containsKey(job)) {
      return false;
    }
    Path fresh = Files.createTempFile(tmp, "voco-", ""); // no mark before it is locked
    FileChannel lock = FileChannel.open(fresh, StandardOpenOption.WRITE);
    lock.lock();
    // Not named for the job: it may come back by other classes before these are let go.
    Path file = Files.move(fresh, tmp.resolve(MARK + UUID.randomUUID()));
    MARKS.put(job, new Mark(file, lock));
    return true;
  }

  static synchronized void unmark(String job) {
    Mark mark = MARKS.remove(job);
    try (FileChannel lock = mark.lock()) {
      Files.deleteIfExists(mark.file());
    } catch (IOException e) {
      LOG.warn("{}: {}", mark.file(), e.toString());
    }
  }

  /** Directories of this user alone: in a place for all, others may have put anything. */
  static void wipeBeside(Path tmp) throws IOException {
    Path own = tmp.getParent();
    List<Path> beside;
    try (Stream<Path> all = Files.list(own.getParent())) {
      beside = all.filter(LeftBehind::isOfTaskManager).filter(each -> !each.equals(own)).toList();
    }
    for (Path directory : beside) {
      try {
        if (Files.getOwner(directory).equals(Files.getOwner(own)) && isNobodys(directory)) {
          LOG.info("deleting {}: its task manager is no more", directory);
          delete(directory);
        }
      } catch (IOException | UncheckedIOException e) {
        LOG.warn("{}: not looked at further: {}", directory, e.toString()); // by another, perhaps
      }
    }
  }

  private static boolean isOfTaskManager(Path directory) {
    return directory != null
        && String.valueOf(directory.getFileName()).startsWith(TASK_MANAGER) // null for a root
        && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
  }

  /** One without a mark may be a task manager's that this job has not come to yet. */
  private static boolean isNobodys(Path directory) throws IOException {
    Path tmp = directory.resolve("tmp");
    if (!Files.isDirectory(tmp, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (Stream<Path> files = Files.list(tmp)) {
      List<Path> marks =
          files.filter(file -> file.getFileName().toString().startsWith(MARK)).toList();
      return !marks.isEmpty() && marks.stream().noneMatch(LeftBehind::isLocked);
    }
  }

  private static boolean isLocked(Path mark) {
    try (FileChannel file =
        FileChannel.open(mark, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      return file.tryLock() == null;
    } catch (IOException | OverlappingFileLockException e) {
      return true; // not to be known, or this process has it
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(directory)) {
      all = files.sorted(Comparator.reverseOrder()).toList(); // what is in one before it
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}
