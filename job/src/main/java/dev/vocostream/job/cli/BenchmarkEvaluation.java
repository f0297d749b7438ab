package dev.vocostream.job.cli;

import dev.vocostream.job.SetupException;
import dev.vocostream.model.evaluation.Benchmark;
import dev.vocostream.model.evaluation.BenchmarkRun;
import dev.vocostream.model.evaluation.BenchmarkSettings;
import dev.vocostream.model.evaluation.EvaluationResult;
import dev.vocostream.model.evaluation.ExaminedModel;
import dev.vocostream.model.evaluation.UnusableBenchmarkException;
import dev.vocostream.model.evaluation.data.PublicBenchmarks;
import dev.vocostream.operators.decode.ClipFrames;
import java.io.IOException;
import java.nio.file.Path;

/** A model on a public benchmark whose files the user has. */
final class BenchmarkEvaluation {
  private final ExaminedModel model;

  BenchmarkEvaluation(ExaminedModel model) {
    this.model = model;
  }

  /**
   * @param answers file that takes the answers; what is in it already is not asked again
   * @param limit of questions; 0 for all
   */
  EvaluationResult run(String name, Path data, Path answers, int limit) throws IOException {
    try {
      BenchmarkSettings settings = BenchmarkSettings.DEFAULT;
      Benchmark benchmark =
          PublicBenchmarks.open(name, data, limit > 0 ? settings.withLimit(limit) : settings);
      return new BenchmarkRun(model, model.id(), new ClipFrames(model.imageSize()))
          .run(benchmark, answers)
          .under(model.conditions());
    } catch (UnusableBenchmarkException e) {
      throw new SetupException(e.getMessage());
    }
  }
}
