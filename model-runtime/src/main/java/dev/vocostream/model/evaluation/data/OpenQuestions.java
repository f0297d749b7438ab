package dev.vocostream.model.evaluation.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.model.evaluation.Answers;
import dev.vocostream.model.evaluation.EvaluationItem;
import dev.vocostream.model.evaluation.EvaluationResult;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Questions in LLaVA's form whose answers are known elsewhere, such as to an evaluation server.
 * {@code questions.jsonl}, an object a line: {@code {question_id, image, text, category?}}; {@code
 * images/<image>}. They are asked as they are; the score is the share that has an answer.
 */
final class OpenQuestions extends DirectoryBenchmark {
  private static final String ANSWERED = "answered";

  private final List<EvaluationItem> items;
  private boolean numericIds = true;

  OpenQuestions(BenchmarkDirectory directory) {
    super(directory);
    this.items = directory.file("questions.jsonl").lines(this::read);
  }

  private void read(Row row, Consumer<EvaluationItem> to) {
    JsonNode id = row.json().path("question_id");
    EvaluationItem item =
        new EvaluationItem(
            row.id("question_id"),
            directory.picture("images", row.text("image")),
            row.text("text"),
            row.optional("category"));
    numericIds &= id.isNumber();
    to.accept(item);
  }

  @Override
  public Stream<EvaluationItem> items() {
    return items.stream();
  }

  @Override
  public boolean numericIds() {
    return numericIds;
  }

  @Override
  public EvaluationResult score(Answers answers) {
    ScoreSheet sheet = new ScoreSheet(directory, ANSWERED);
    int answered = 0;
    for (EvaluationItem item : items) {
      boolean has = answers.has(item.id(), item.question());
      answered += has ? 1 : 0;
      sheet.count(has, true);
    }
    return sheet.result(Map.of(ANSWERED, 100.0 * answered / items.size()));
  }
}
