package dev.vocostream.model.evaluation.data;

import dev.vocostream.model.evaluation.Answers;
import dev.vocostream.model.evaluation.EvaluationItem;
import dev.vocostream.model.evaluation.EvaluationResult;
import dev.vocostream.model.evaluation.metric.OcrMatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * OCRBench: 1,000 questions about text in pictures, asked as they are. {@code OCRBench.json}:
 * {@code [{id, dataset_name, type, image_path, question, answers}]}; {@code
 * OCRBench_Images/<image_path>}. The score is the <b>number</b> of answers in which a right text
 * occurs, not a percentage.
 */
final class OcrBench extends DirectoryBenchmark {
  private static final String ALL = "right_of_1000";
  private static final String FORMULAS = "HME100k";

  private final List<Question> questions;

  private record Question(EvaluationItem item, Predicate<String> isRight) {}

  OcrBench(BenchmarkDirectory directory) {
    super(directory);
    this.questions = directory.file("OCRBench.json").list("", this::read);
  }

  private void read(Row row, Consumer<Question> to) {
    List<String> right = row.texts("answers");
    EvaluationItem item =
        new EvaluationItem(
            row.json().has("id") ? row.id("id") : Integer.toString(row.number() - 1),
            directory.picture("OCRBench_Images", row.text("image_path")),
            row.text("question"),
            row.text("type"));
    boolean formula = row.text("dataset_name").equals(FORMULAS);
    to.accept(
        new Question(
            item,
            text -> formula ? OcrMatch.inFormula(right, text) : OcrMatch.inText(right, text)));
  }

  @Override
  public Stream<EvaluationItem> items() {
    return questions.stream().map(Question::item);
  }

  @Override
  public boolean numericIds() {
    return true;
  }

  @Override
  public EvaluationResult score(Answers answers) {
    ScoreSheet sheet = new ScoreSheet(directory, ALL);
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put(ALL, 0.0);
    for (Question question : questions) {
      EvaluationItem item = question.item();
      Optional<String> answer = answers.text(item.id(), item.question());
      double right = answer.filter(question.isRight()).isPresent() ? 1 : 0;
      sheet.count(answer.isPresent(), true);
      scores.merge(ALL, right, Double::sum);
      scores.merge("right." + item.category(), right, Double::sum);
    }
    return sheet.result(scores);
  }
}
