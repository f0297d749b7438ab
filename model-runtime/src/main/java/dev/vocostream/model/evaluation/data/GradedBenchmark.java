package dev.vocostream.model.evaluation.data;

import dev.vocostream.model.evaluation.Answers;
import dev.vocostream.model.evaluation.EvaluationItem;
import dev.vocostream.model.evaluation.EvaluationResult;
import dev.vocostream.model.evaluation.metric.Accuracy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A benchmark whose score is the mean of what its answers are worth, in all and by part. */
final class GradedBenchmark extends DirectoryBenchmark {
  private static final String ALL = "accuracy";

  private final List<GradedQuestion> questions;
  private final Form form;

  /**
   * How its answers are written and found.
   *
   * @param prompt what is recorded for a question
   * @param answer finds the answer to a question
   */
  record Form(
      boolean numericIds,
      UnaryOperator<String> prompt,
      BiFunction<Answers, EvaluationItem, Optional<String>> answer) {
    static final Form NUMBERS = new Form(true, UnaryOperator.identity(), Form::byIdAndPrompt);
    static final Form NAMES = new Form(false, UnaryOperator.identity(), Form::byIdAndPrompt);

    static Optional<String> byIdAndPrompt(Answers answers, EvaluationItem item) {
      return answers.text(item.id(), item.question());
    }
  }

  GradedBenchmark(BenchmarkDirectory directory, List<GradedQuestion> questions, Form form) {
    super(directory);
    this.questions = questions;
    this.form = form;
  }

  @Override
  public Stream<EvaluationItem> items() {
    return questions.stream().map(GradedQuestion::item);
  }

  @Override
  public String prompt(EvaluationItem item) {
    return form.prompt().apply(item.question());
  }

  @Override
  public boolean numericIds() {
    return form.numericIds();
  }

  @Override
  public EvaluationResult score(Answers answers) {
    ScoreSheet sheet = new ScoreSheet(directory, ALL);
    Accuracy accuracy = new Accuracy();
    for (GradedQuestion question : questions) {
      Optional<String> answer = form.answer().apply(answers, question.item());
      Grade grade = answer.map(question.rule()).orElse(Grade.UNPARSED);
      sheet.count(answer.isPresent(), grade.parsed());
      accuracy.add(ALL, grade.worth());
      question.parts().forEach(part -> accuracy.add(ALL + "." + part, grade.worth()));
    }
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put(ALL, accuracy.percent(ALL));
    accuracy.percents().forEach(scores::put);
    return sheet.result(scores);
  }
}
