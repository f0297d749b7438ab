package dev.vocostream.model.evaluation;

import java.util.Optional;

/**
 * What a user may choose.
 *
 * @param limit questions to read at most, the first of each file; scores of a part are no scores of
 *     the benchmark
 * @param judge for questions about videos
 * @param sampling of the frames of videos
 * @param rec how a box is asked for; {@code <expr>} is the expression
 * @param reg how an expression is asked for; {@code <box>} is the box
 */
public record BenchmarkSettings(
    int limit, Optional<Judge> judge, VideoFrames.Sampling sampling, String rec, String reg) {
  /**
   * All questions, no judge, a frame a second, and for boxes the wordings that LLaVA 1.5 was
   * trained with. Shikra draws its wordings at random from a list, so none of them is the one.
   */
  public static final BenchmarkSettings DEFAULT =
      new BenchmarkSettings(
          Integer.MAX_VALUE,
          Optional.empty(),
          new VideoFrames.EverySecond(),
          "Please provide the bounding box coordinate of the region this sentence describes:"
              + " <expr>.",
          "Please provide a short description for this region: <box>.");

  public BenchmarkSettings {
    if (limit < 1) {
      throw new IllegalArgumentException("the limit must be at least 1 question, was " + limit);
    }
    if (!rec.contains("<expr>") || !reg.contains("<box>")) {
      throw new IllegalArgumentException(
          "rec must contain <expr> and reg <box>, were '%s' and '%s'".formatted(rec, reg));
    }
  }

  public BenchmarkSettings withLimit(int questions) {
    return new BenchmarkSettings(questions, judge, sampling, rec, reg);
  }

  public BenchmarkSettings withJudge(Judge judging) {
    return new BenchmarkSettings(limit, Optional.of(judging), sampling, rec, reg);
  }

  public BenchmarkSettings withSampling(VideoFrames.Sampling frames) {
    return new BenchmarkSettings(limit, judge, frames, rec, reg);
  }

  public BenchmarkSettings withWordings(String forBoxes, String forExpressions) {
    return new BenchmarkSettings(limit, judge, sampling, forBoxes, forExpressions);
  }
}
