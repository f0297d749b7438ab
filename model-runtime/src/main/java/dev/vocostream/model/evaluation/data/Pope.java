package dev.vocostream.model.evaluation.data;

import dev.vocostream.model.evaluation.Answers;
import dev.vocostream.model.evaluation.EvaluationItem;
import dev.vocostream.model.evaluation.EvaluationResult;
import dev.vocostream.model.evaluation.metric.YesNoAnswer;
import dev.vocostream.model.evaluation.metric.YesNoCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * POPE on COCO: is there such a thing in the picture? {@code coco_pope_random.json}, {@code
 * coco_pope_popular.json} and {@code coco_pope_adversarial.json}, an object a line: {@code
 * {question_id, image, text, label}}; {@code val2014/<image>}. The files number their questions
 * each from 1, so an id here is {@code <category>/<question_id>}. Headline: the mean of the three
 * F1.
 */
final class Pope extends DirectoryBenchmark {
  private static final List<String> CATEGORIES = List.of("random", "popular", "adversarial");

  private final List<Question> questions = new ArrayList<>();

  private record Question(EvaluationItem item, boolean isYes) {}

  Pope(BenchmarkDirectory directory) {
    super(directory);
    for (String category : CATEGORIES) {
      RowFile file = directory.file("coco_pope_%s.json".formatted(category));
      questions.addAll(file.<Question>lines((row, to) -> read(category, row, to)));
    }
  }

  private void read(String category, Row row, Consumer<Question> to) {
    String label = row.text("label");
    if (!label.equals("yes") && !label.equals("no")) {
      throw new BadRowException("label: expected yes or no, found '" + label + "'");
    }
    EvaluationItem item =
        new EvaluationItem(
            category + "/" + row.id("question_id"),
            directory.picture("val2014", row.text("image")),
            row.text("text") + Wording.SHORT,
            category);
    to.accept(new Question(item, label.equals("yes")));
  }

  @Override
  public Stream<EvaluationItem> items() {
    return questions.stream().map(Question::item);
  }

  @Override
  public EvaluationResult score(Answers answers) {
    ScoreSheet sheet = new ScoreSheet(directory, "f1");
    Map<String, YesNoCounts> counts = new LinkedHashMap<>();
    CATEGORIES.forEach(category -> counts.put(category, new YesNoCounts()));
    for (Question question : questions) {
      EvaluationItem item = question.item();
      Optional<String> text = answers.text(item.id(), item.question());
      boolean wrong = !question.isYes();
      boolean says = text.map(t -> YesNoAnswer.ofPope(t) == YesNoAnswer.YES).orElse(wrong);
      sheet.count(text.isPresent(), true);
      counts.get(item.category()).add(question.isYes(), says);
    }
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("f1", counts.values().stream().mapToDouble(c -> 100 * c.f1()).average().orElse(0));
    counts.forEach((category, count) -> put(category, count, scores));
    return sheet.result(scores);
  }

  private static void put(String category, YesNoCounts count, Map<String, Double> scores) {
    scores.put("f1." + category, 100 * count.f1());
    scores.put("accuracy." + category, 100 * count.accuracy());
    scores.put("precision." + category, 100 * count.precision());
    scores.put("recall." + category, 100 * count.recall());
    scores.put("yes." + category, 100 * count.yesRatio());
  }
}
