package dev.vocostream.model.evaluation.data;

import dev.vocostream.model.evaluation.Answers;
import dev.vocostream.model.evaluation.EvaluationItem;
import dev.vocostream.model.evaluation.EvaluationResult;
import dev.vocostream.model.evaluation.Judge;
import dev.vocostream.model.evaluation.Judge.Verdict;
import dev.vocostream.model.evaluation.metric.Accuracy;
import dev.vocostream.model.evaluation.metric.WordMatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Questions about videos with free answers. With a judge: {@code judge_accuracy}, yes among yes and
 * no, and {@code judge_score}, a mean of 0 to 5, which can be compared only under the same judge.
 * Always: {@code exact_match} and {@code containment} of words, which are comparable with neither.
 */
final class VideoQa extends DirectoryBenchmark {
  private static final String JUDGED = "judge_accuracy";
  private static final String EXACT = "exact_match";
  private static final String CONTAINS = "containment";

  private final List<Question> questions;
  private final Optional<Judge> judge;

  record Question(EvaluationItem item, String question, String right) {}

  VideoQa(BenchmarkDirectory directory, List<Question> questions, Optional<Judge> judge) {
    super(directory);
    this.questions = questions;
    this.judge = judge;
  }

  @Override
  public Stream<EvaluationItem> items() {
    return questions.stream().map(Question::item);
  }

  /**
   * Asks the judge about every answer; one that stays without a verdict is left out of its scores.
   */
  @Override
  public EvaluationResult score(Answers answers) {
    ScoreSheet sheet = new ScoreSheet(directory, judge.isPresent() ? JUDGED : EXACT);
    Accuracy words = new Accuracy();
    Verdicts verdicts = new Verdicts();
    for (Question question : questions) {
      Optional<String> text = answers.text(question.item().id(), question.item().question());
      sheet.count(text.isPresent(), true);
      words.add(EXACT, share(text.filter(t -> WordMatch.exact(question.right(), t))));
      words.add(CONTAINS, share(text.filter(t -> WordMatch.contains(question.right(), t))));
      judge.ifPresent(j -> verdicts.add(verdict(j, question, text)));
    }
    Map<String, Double> scores = new LinkedHashMap<>();
    judge.ifPresent(j -> verdicts.put(j, scores, sheet));
    scores.put(EXACT, words.percent(EXACT));
    scores.put(CONTAINS, words.percent(CONTAINS));
    return sheet.result(scores);
  }

  private static double share(Optional<String> right) {
    return right.isPresent() ? 1 : 0;
  }

  /** Nobody needs to judge an answer that was not given. */
  private static Optional<Verdict> verdict(Judge judge, Question asked, Optional<String> text) {
    return text.isEmpty()
        ? Optional.of(new Verdict(false, 0))
        : judge.judge(asked.question(), asked.right(), text.get());
  }

  private static final class Verdicts {
    private int yes;
    private int given;
    private int missing;
    private double sum;

    void add(Optional<Verdict> verdict) {
      missing += verdict.isPresent() ? 0 : 1;
      verdict.ifPresent(
          v -> {
            given++;
            yes += v.matches() ? 1 : 0;
            sum += v.score();
          });
    }

    void put(Judge judge, Map<String, Double> scores, ScoreSheet sheet) {
      scores.put(JUDGED, 100.0 * yes / given);
      scores.put("judge_score", sum / given);
      sheet.condition("judge", judge.model());
      sheet.condition("without_verdict", Integer.toString(missing));
    }
  }
}
