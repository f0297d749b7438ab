package dev.vocostream.job.cli;

import dev.vocostream.job.SetupException;
import dev.vocostream.model.evaluation.BenchmarkSettings;
import dev.vocostream.model.evaluation.VideoFrames.EverySecond;
import dev.vocostream.model.evaluation.VideoFrames.Midpoints;
import dev.vocostream.model.evaluation.VideoFrames.Sampling;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Which public benchmark, and what a user may choose of it. */
final class BenchmarkOptions {
  @Option(
      names = "--benchmark",
      description = {
        "Instead of the world, a public benchmark whose files you have: gqa, mme, pope, vqav2, ..;",
        "model-runtime/EVALUATION.md lists all, and which files go where."
      })
  String name;

  @Option(names = "--data", description = "Directory of the benchmark's files.")
  Path data;

  @Option(
      names = "--answers",
      description = "File for the answers to the benchmark; a run goes on behind what is in it.")
  Path answers;

  @Option(
      names = "--score-only",
      description = "Ask nothing: score what is in --answers, whoever wrote it.")
  boolean scoreOnly;

  @Option(names = "--limit", description = "Ask only so many questions of the benchmark.")
  private Integer limit;

  @Option(
      names = "--judge",
      description = {
        "Checkpoint of a model that judges answers about videos, from their words alone.",
        "Default: they are compared word for word, under another name."
      })
  Path judge;

  @Option(
      names = "--sampling",
      converter = SamplingConverter.class,
      description = {
        "Frames of videos: second for one a second, midpoints:N for the middles of N equal parts",
        "in 224 pixels. Default: second."
      })
  private Sampling sampling;

  @Option(
      names = "--rec",
      description = "How a box is asked for; <expr> is the expression. Default: as LLaVA does.")
  private String rec;

  @Option(
      names = "--reg",
      description = "How an expression is asked for; <box> is the box. Default: as LLaVA does.")
  private String reg;

  /**
   * @throws SetupException if one of them means nothing
   */
  BenchmarkSettings settings() {
    if (data == null || answers == null) {
      throw new SetupException("--benchmark needs --data and --answers");
    }
    EvaluateCommand.requirePositive("--limit", limit == null ? 1 : limit);
    BenchmarkSettings usual = BenchmarkSettings.DEFAULT;
    BenchmarkSettings settings =
        usual.withWordings(rec == null ? usual.rec() : rec, reg == null ? usual.reg() : reg);
    settings = sampling == null ? settings : settings.withSampling(sampling);
    return limit == null ? settings : settings.withLimit(limit);
  }

  static final class SamplingConverter implements ITypeConverter<Sampling> {
    private static final int SIDE = 224; // Video-ChatGPT's

    @Override
    public Sampling convert(String text) {
      if (text.equals("second")) {
        return new EverySecond();
      }
      if (!text.matches("midpoints:[1-9]\\d{0,3}")) {
        throw new IllegalArgumentException(
            "expected second or midpoints:N with N from 1 to 9999, was '" + text + "'");
      }
      return new Midpoints(Integer.parseInt(text.substring(text.indexOf(':') + 1)), SIDE);
    }
  }
}
