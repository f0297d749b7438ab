package dev.vocostream.model.evaluation.data;

import dev.vocostream.model.evaluation.Benchmark;
import dev.vocostream.model.evaluation.Problems;

/** A benchmark whose files are in a directory, which knows its name and what is wrong with them. */
abstract class DirectoryBenchmark implements Benchmark {
  final BenchmarkDirectory directory;

  DirectoryBenchmark(BenchmarkDirectory directory) {
    this.directory = directory;
  }

  @Override
  public final String name() {
    return directory.benchmark();
  }

  @Override
  public final Problems problems() {
    return directory.problems();
  }
}
