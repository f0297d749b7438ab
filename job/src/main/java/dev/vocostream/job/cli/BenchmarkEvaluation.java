package dev.vocostream.job.cli;

import dev.vocostream.job.SetupException;
import dev.vocostream.model.Activations;
import dev.vocostream.model.DType;
import dev.vocostream.model.ModelDescription;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.evaluation.Benchmark;
import dev.vocostream.model.evaluation.BenchmarkRun;
import dev.vocostream.model.evaluation.BenchmarkSettings;
import dev.vocostream.model.evaluation.EvaluationResult;
import dev.vocostream.model.evaluation.UnusableBenchmarkException;
import dev.vocostream.model.evaluation.data.PublicBenchmarks;
import dev.vocostream.operators.decode.ClipFrames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A model on a public benchmark whose files the user has. */
final class BenchmarkEvaluation {
  private static final int MOST_TOKENS = 128; // the reference's, for short answers

  private final Path directory;
  private final DType memory;

  /**
   * @param directory of the checkpoint
   * @param memory what activations are stored as
   */
  BenchmarkEvaluation(Path directory, DType memory) {
    this.directory = directory;
    this.memory = memory;
  }

  /**
   * @param answers file that takes the answers; what is in it already is not asked again
   * @param limit of questions; 0 for all
   */
  EvaluationResult run(String name, Path data, Path answers, int limit) throws IOException {
    try (VocoLlama model = VocoLlama.load(directory, memory)) {
      BenchmarkSettings settings = BenchmarkSettings.DEFAULT;
      Benchmark benchmark =
          PublicBenchmarks.open(name, data, limit > 0 ? settings.withLimit(limit) : settings);
      int side = model.description().imageSize();
      return new BenchmarkRun(
              (frames, question) -> answer(model, frames, question),
              id(model.description()),
              new ClipFrames(side))
          .run(benchmark, answers);
    } catch (UnusableBenchmarkException | IllegalArgumentException e) {
      throw new SetupException(e.getMessage());
    }
  }

  /**
   * Of an answers file: models of one recipe share a name, and one model answers differently with
   * another memory.
   */
  private String id(ModelDescription model) {
    String stored = memory.name().toLowerCase(Locale.ROOT);
    return "%s@%s/%dtok/%s"
        .formatted(model.name(), model.fingerprint(), model.tokensPerFrame(), stored);
  }

  private static String answer(VocoLlama model, List<RgbImage> frames, String question) {
    List<Activations> window = model.compress(frames);
    Prompt prompt = new Prompt(question, List.of(), Prompt.Form.TEXT, MOST_TOKENS);
    return model.answer(prompt, window).text().strip();
  }
}
