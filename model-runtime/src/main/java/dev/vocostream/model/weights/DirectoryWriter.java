package dev.vocostream.model.weights;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes a directory, all of it or nothing: it is built beside its place and moved. */
final class DirectoryWriter {
  private DirectoryWriter() {}

  /** What goes into a directory. */
  @FunctionalInterface
  interface Content<T> {
    T writeInto(Path directory) throws IOException;
  }

  /**
   * @param directory must not exist, or be empty
   * @return what {@code content} returned
   * @throws FileAlreadyExistsException if there is something in it
   */
  static <T> T write(Path directory, Content<T> content) throws IOException {
    Path target = directory.toAbsolutePath();
    Files.createDirectories(target.getParent());
    if (Files.exists(target) && !isEmpty(target)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "is not empty: choose another directory or remove it");
    }
    // beside the target, so that the move is one step inside a file system
    String suffix = Long.toHexString(System.nanoTime());
    Path building = target.resolveSibling("." + target.getFileName() + "-" + suffix);
    Files.createDirectory(building);
    try {
      T written = content.writeInto(building);
      Files.deleteIfExists(target);
      Files.move(building, target, StandardCopyOption.ATOMIC_MOVE);
      return written;
    } finally {
      deleteIfLeft(building);
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  private static void deleteIfLeft(Path directory) throws IOException {
    if (Files.exists(directory)) {
      List<Path> left;
      try (Stream<Path> tree = Files.walk(directory)) {
        left = tree.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : left) {
        Files.delete(path);
      }
    }
  }
}
