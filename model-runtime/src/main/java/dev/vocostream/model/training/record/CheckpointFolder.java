package dev.vocostream.model.training.record;

import dev.vocostream.model.InvalidCheckpointException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The states of a training, {@code step-00001200} and so on, the last two of them. A state is there
 * whole or not at all: it is written beside its place, forced to the disk, and moved. What is
 * damaged later is noticed by its digests, and the state before it is used.
 */
public final class CheckpointFolder implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);
  private static final Pattern NAME = Pattern.compile("step-(\\d{8,18})");
  private static final int KEPT = 2;

  /** What goes into a checkpoint. */
  @FunctionalInterface
  public interface Content {
    void writeInto(Path directory) throws IOException;
  }

  private final Path directory;
  private final FolderLock lock;

  private CheckpointFolder(Path directory, FolderLock lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /**
   * Opens a folder to train in, and creates it where there is none. What a killed training left
   * half written is removed.
   *
   * @throws IOException if another training has it open
   */
  public static CheckpointFolder open(Path directory) throws IOException {
    Files.createDirectories(directory);
    CheckpointFolder folder = new CheckpointFolder(directory, FolderLock.take(directory));
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path left : entries.filter(CheckpointFolder::isHalfWritten).toList()) {
        LOG.warn("{} was not written to its end: removed", left);
        delete(left);
      }
    }
    return folder;
  }

  /**
   * The newest checkpoint of a folder that somebody may be training in. Reads every byte of it
   * once. One that is damaged is named in a warning, and the one before it taken.
   *
   * @return nothing if there is no checkpoint at all
   * @throws InvalidCheckpointException if there are some, and all are damaged
   */
  public static Optional<Path> newestIn(Path directory) throws IOException {
    List<String> problems = new ArrayList<>();
    for (Path checkpoint : checkpoints(directory).descendingMap().values()) {
      Optional<String> problem = problemOf(checkpoint);
      if (problem.isEmpty()) {
        return Optional.of(checkpoint);
      }
      LOG.warn("{} is damaged and passed over: {}", checkpoint, problem.get());
      problems.add(problem.get());
    }
    if (!problems.isEmpty()) {
      throw new InvalidCheckpointException(
          "%s: no checkpoint is whole: %s; to begin anew, remove them or choose another folder"
              .formatted(directory, String.join("; ", problems)));
    }
    return Optional.empty();
  }

  /** As {@link #newestIn}, of this folder: what to resume from. */
  public Optional<Path> newest() throws IOException {
    return newestIn(directory);
  }

  /**
   * The step that a checkpoint was saved after.
   *
   * @param checkpoint as {@link #newest} or {@link #save} returned it
   */
  public static long stepOf(Path checkpoint) {
    Matcher name = NAME.matcher(checkpoint.getFileName().toString());
    if (!name.matches()) {
      throw new IllegalArgumentException("expected a directory step-12345678, got " + checkpoint);
    }
    return Long.parseLong(name.group(1));
  }

  /**
   * Saves what {@code content} writes, and removes all but the last two. Checkpoints of this or a
   * later step that are damaged, and were passed over, make room.
   *
   * @return the checkpoint, on the disk
   * @throws IOException naming the checkpoint, if it cannot be written or the disk is full: what
   *     was written of it is removed, and those before it stay
   * @throws IllegalStateException if there is a whole one of this or a later step
   */
  public Path save(long step, Content content) throws IOException {
    requireNew(step);
    Path checkpoint = directory.resolve("step-%08d".formatted(step));
    Path building = directory.resolve("." + checkpoint.getFileName() + ".new");
    try {
      Files.createDirectory(building);
      content.writeInto(building);
      SavedFiles.seal(building);
      Files.move(building, checkpoint, StandardCopyOption.ATOMIC_MOVE);
      SavedFiles.force(directory);
    } catch (IOException | UncheckedIOException e) {
      throw notSaved(checkpoint, e);
    } finally {
      delete(building);
    }
    removeOld();
    return checkpoint;
  }

  /**
   * After a damaged checkpoint was passed over, what comes after it is of a past that never was.
   */
  private void requireNew(long step) throws IOException {
    for (Path later : checkpoints(directory).tailMap(step).values()) {
      if (problemOf(later).isEmpty()) {
        throw new IllegalStateException(
            "%s: step %d cannot be saved, there is %s: resume from that, or choose another folder"
                .formatted(directory, step, later.getFileName()));
      }
      LOG.warn("{} is damaged: removed", later);
      delete(later);
    }
  }

  private static Optional<String> problemOf(Path checkpoint) throws IOException {
    try {
      SavedFiles.verify(checkpoint);
      return Optional.empty();
    } catch (InvalidCheckpointException e) {
      return Optional.of(e.getMessage());
    }
  }

  private void removeOld() throws IOException {
    TreeMap<Long, Path> left = checkpoints(directory);
    while (left.size() > KEPT) {
      delete(left.pollFirstEntry().getValue());
    }
  }

  private IOException notSaved(Path checkpoint, Exception cause) throws IOException {
    TreeMap<Long, Path> good = checkpoints(directory);
    String last = good.isEmpty() ? "none was saved before" : good.lastEntry().getValue() + " stays";
    return new IOException(
        "%s cannot be saved: %s; %d bytes are free there; %s"
            .formatted(checkpoint, cause.getMessage(), directory.toFile().getUsableSpace(), last),
        cause);
  }

  private static TreeMap<Long, Path> checkpoints(Path directory) throws IOException {
    TreeMap<Long, Path> found = new TreeMap<>();
    if (!Files.isDirectory(directory)) {
      return found;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      entries
          .filter(path -> NAME.matcher(path.getFileName().toString()).matches())
          .forEach(path -> found.put(stepOf(path), path));
    }
    return found;
  }

  private static boolean isHalfWritten(Path path) {
    return path.getFileName().toString().matches("\\.step-\\d+\\.new");
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      List<Path> left;
      try (Stream<Path> paths = Files.walk(tree)) {
        left = paths.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : left) {
        Files.delete(path);
      }
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
