package dev.vocostream.model.evaluation;

import dev.vocostream.model.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Asks a model the questions of a benchmark and keeps its answers in a file. */
public final class BenchmarkRun {
  private final AskedModel model;
  private final String modelId;
  private final VisualReader visuals;

  /**
   * @param modelId all that answers depend on, for the answers file: name, fingerprint, k, memory
   * @param videos asked for frames where questions are about videos
   */
  public BenchmarkRun(AskedModel model, String modelId, VideoFrames videos) {
    this.model = model;
    this.modelId = modelId;
    this.visuals = new VisualReader(videos);
  }

  /**
   * Asks what the file does not answer yet, and scores all of it. What cannot be seen is named in
   * the result and tried again by the next run; an exception of the model ends this one.
   *
   * @throws UnusableBenchmarkException if the answers file is another model's or none
   */
  public EvaluationResult run(Benchmark benchmark, Path answers) throws IOException {
    Problems problems = new Problems();
    try (AnswersFile file = AnswersFile.open(answers, modelId);
        Stream<EvaluationItem> items = benchmark.items()) {
      for (Iterator<EvaluationItem> i = items.iterator(); i.hasNext(); ) {
        EvaluationItem item = i.next();
        if (!file.answers().has(item.id(), benchmark.prompt(item))) {
          ask(benchmark, item, file, problems);
        }
      }
      return benchmark.score(file.answers()).with(problems);
    }
  }

  private void ask(Benchmark benchmark, EvaluationItem item, AnswersFile file, Problems problems)
      throws IOException {
    String text;
    try {
      List<RgbImage> frames = visuals.frames(item.visual());
      text = model.answer(frames, item.question()).strip();
    } catch (BadVisualException e) {
      problems.add("%s, question %s: %s".formatted(benchmark.name(), item.id(), e.getMessage()));
      return;
    }
    file.append(item.id(), benchmark.numericIds(), benchmark.prompt(item), text);
  }
}
