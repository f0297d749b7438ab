package dev.vocostream.model.evaluation.data;

import dev.vocostream.model.evaluation.Answers;
import dev.vocostream.model.evaluation.Benchmark;
import dev.vocostream.model.evaluation.BenchmarkSettings;
import dev.vocostream.model.evaluation.EvaluationItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A directory of benchmark files for tests; single quotes stand for double ones. */
record Shelf(Path directory) {
  Shelf put(String name, String... lines) {
    try {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, String.join("\n", lines).replace('\'', '"'));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Benchmark open(String name) {
    return open(name, BenchmarkSettings.DEFAULT);
  }

  Benchmark open(String name, BenchmarkSettings settings) {
    return PublicBenchmarks.open(name, directory, settings);
  }

  static List<EvaluationItem> items(Benchmark benchmark) {
    try (Stream<EvaluationItem> items = benchmark.items()) {
      return items.toList();
    }
  }

  /** Answers in the order of the questions; null for none. */
  static Answers answers(Benchmark benchmark, String... texts) {
    Answers answers = new Answers();
    List<EvaluationItem> items = items(benchmark);
    for (int i = 0; i < texts.length; i++) {
      if (texts[i] != null) {
        answers.put(items.get(i).id(), benchmark.prompt(items.get(i)), texts[i]);
      }
    }
    return answers;
  }
}
