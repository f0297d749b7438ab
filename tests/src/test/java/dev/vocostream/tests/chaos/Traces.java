package dev.vocostream.tests.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks for bytes in files, whatever their format. */
final class Traces {
  private Traces() {}

  /** The files below this directory that hold these bytes. */
  static List<Path> of(byte[] pattern, Path directory) {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (holds(file, pattern)) {
          found.add(directory.relativize(file));
        }
      }
    } catch (IOException | UncheckedIOException goneMeanwhile) {
      return of(pattern, directory);
    }
    return found;
  }

  private static boolean holds(Path file, byte[] pattern) throws IOException {
    try {
      return indexOf(Files.readAllBytes(file), pattern) >= 0;
    } catch (NoSuchFileException goneMeanwhile) {
      return false;
    }
  }

  /** Where the pattern begins; -1 for nowhere. */
  static int indexOf(byte[] bytes, byte[] pattern) {
    for (int at = 0; at <= bytes.length - pattern.length; at++) {
      int same = 0;
      while (same < pattern.length && bytes[at + same] == pattern[same]) {
        same++;
      }
      if (same == pattern.length) {
        return at;
      }
    }
    return -1;
  }
}
