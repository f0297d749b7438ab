package dev.vocostream.model.evaluation.data;

import dev.vocostream.model.evaluation.Problems;
import dev.vocostream.model.evaluation.UnusableBenchmarkException;
import dev.vocostream.model.evaluation.Visual;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where a user keeps a benchmark. A missing or broken file refuses the benchmark; a row that cannot
 * be used is named, counted and left out.
 */
final class BenchmarkDirectory {
  private final String benchmark;
  private final Path directory;
  private final int limit;
  private final Problems problems;

  /**
   * @param limit rows to take of each file at most
   */
  BenchmarkDirectory(String benchmark, Path directory, int limit) {
    this(benchmark, directory, limit, new Problems());
  }

  private BenchmarkDirectory(String benchmark, Path directory, int limit, Problems problems) {
    this.benchmark = benchmark;
    this.directory = directory;
    this.limit = limit;
    this.problems = problems;
  }

  /** The same without a limit, for files that others refer to. */
  BenchmarkDirectory whole() {
    return new BenchmarkDirectory(benchmark, directory, Integer.MAX_VALUE, problems);
  }

  String benchmark() {
    return benchmark;
  }

  Problems problems() {
    return problems;
  }

  int limit() {
    return limit;
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  /**
   * @throws UnusableBenchmarkException if it is not there
   */
  RowFile file(String name) {
    Path file = directory.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw missing(file);
    }
    return new RowFile(this, file);
  }

  UnusableBenchmarkException missing(Path file) {
    return new UnusableBenchmarkException(
        "%s: %s is missing; EVALUATION.md says where to get it and which files go where"
            .formatted(benchmark, file));
  }

  UnusableBenchmarkException unreadable(Path file, IOException e) {
    return new UnusableBenchmarkException(
        "%s: %s cannot be read: %s".formatted(benchmark, file, e), e);
  }

  /**
   * A picture by its name in an annotation.
   *
   * @throws BadRowException if the name leads out of the folder
   */
  Visual.Picture picture(String folder, String name) {
    return new Visual.Picture(name, inside(folder, name));
  }

  /** The same with white bars around it. */
  Visual.Squared squared(String folder, String name) {
    return new Visual.Squared(name, inside(folder, name));
  }

  Path inside(String folder, String name) {
    Path in = directory.resolve(folder).normalize();
    try {
      Path file = in.resolve(name).normalize();
      if (file.startsWith(in) && !file.equals(in)) {
        return file;
      }
    } catch (InvalidPathException e) {
      // Refused below with the other names that are none.
    }
    throw new BadRowException("expected a file in %s, found '%s'".formatted(in, name));
  }

  /** Names and counts a row that is left out. */
  void bad(Path file, String row, BadRowException e) {
    problems.add("%s, %s: %s; left out".formatted(file, row, e.getMessage()));
  }
}
