package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.job.SetupException;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.ModelDescription;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.evaluation.AnswersFile;
import dev.vocostream.model.evaluation.Benchmark;
import dev.vocostream.model.evaluation.BenchmarkRun;
import dev.vocostream.model.evaluation.BenchmarkSettings;
import dev.vocostream.model.evaluation.EvaluationResult;
import dev.vocostream.model.evaluation.ExaminedModel;
import dev.vocostream.model.evaluation.LanguageModelJudge;
import dev.vocostream.model.evaluation.UnusableBenchmarkException;
import dev.vocostream.model.evaluation.VideoFrames.Midpoints;
import dev.vocostream.model.evaluation.data.PublicBenchmarks;
import dev.vocostream.operators.decode.ClipFrames;
import java.io.IOException;
import java.util.List;

/** Answers to a public benchmark whose files the user has. */
final class BenchmarkEvaluation {
  private static final int VERDICT = 64; // tokens

  private final BenchmarkOptions options;
  private final Compute compute;

  /**
   * @param compute of a judge
   */
  BenchmarkEvaluation(BenchmarkOptions options, Compute compute) {
    this.options = options;
    this.compute = compute;
  }

  /** Asks what the answers file has no answer to, and scores all of it. */
  EvaluationResult run(ExaminedModel model) throws IOException {
    return judged(
        (benchmark, settings) -> {
          ObjectNode conditions = model.conditions();
          String id = model.id();
          if (settings.sampling() instanceof Midpoints midpoints) {
            String sampling = "midpoints:" + midpoints.count();
            conditions.put("sampling", sampling);
            id += "/" + sampling; // who has seen other frames is taken for another model
          }
          return new BenchmarkRun(model, id, new ClipFrames(model.imageSize()))
              .run(benchmark, options.answers)
              .under(conditions);
        });
  }

  /** Scores the answers file, whoever wrote it. */
  EvaluationResult score() throws IOException {
    return judged((benchmark, settings) -> benchmark.score(AnswersFile.read(options.answers)));
  }

  private interface Scoring {
    EvaluationResult of(Benchmark benchmark, BenchmarkSettings settings) throws IOException;
  }

  private EvaluationResult judged(Scoring scoring) throws IOException {
    try {
      BenchmarkSettings settings = options.settings();
      if (options.judge == null) {
        return scoring.of(open(settings), settings);
      }
      try (VocoLlama judge = VocoLlama.load(options.judge, DType.FP32, compute)) {
        BenchmarkSettings judged = settings.withJudge(judge(judge));
        return scoring.of(open(judged), judged);
      }
    } catch (UnusableBenchmarkException | IllegalArgumentException e) {
      throw new SetupException(e.getMessage());
    }
  }

  private Benchmark open(BenchmarkSettings settings) {
    return PublicBenchmarks.open(options.name, options.data, settings);
  }

  /** Greedy, so a reply that is no verdict would be none the second time either. */
  private static LanguageModelJudge judge(VocoLlama model) {
    ModelDescription judge = model.description();
    return new LanguageModelJudge(
        judge.name() + "@" + judge.fingerprint(),
        words ->
            model.answer(new Prompt(words, List.of(), Prompt.Form.TEXT, VERDICT), List.of()).text(),
        1);
  }
}
