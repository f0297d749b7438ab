package dev.vocostream.model.evaluation.data;

import dev.vocostream.model.evaluation.Answers;
import dev.vocostream.model.evaluation.EvaluationItem;
import dev.vocostream.model.evaluation.EvaluationResult;
import dev.vocostream.model.evaluation.metric.Accuracy;
import dev.vocostream.model.evaluation.metric.YesNoAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * MME: two yes-or-no questions a picture. {@code MME_Benchmark_release_version/<category>/} with
 * {@code <picture>.jpg|png} and {@code <picture>.txt} beside each other, or in {@code images} and
 * {@code questions_answers_YN}; a text has two lines {@code question<tab>Yes|No}. A category scores
 * 100 times the share of right answers plus 100 times the share of pictures with both right.
 * Perception is the sum over ten categories, at most 2,000, cognition over four, at most 800:
 * points, not percent.
 */
final class Mme extends DirectoryBenchmark {
  private static final String ROOT = "MME_Benchmark_release_version";
  private static final String REQUEST = "Please answer yes or no.";

  private static final List<String> PERCEPTION =
      List.of(
          "existence",
          "count",
          "position",
          "color",
          "posters",
          "celebrity",
          "scene",
          "landmark",
          "artwork",
          "OCR");

  private static final List<String> COGNITION =
      List.of(
          "commonsense_reasoning", "numerical_calculation", "text_translation", "code_reasoning");

  private final List<Question> questions = new ArrayList<>();

  private record Question(EvaluationItem item, YesNoAnswer right) {}

  Mme(BenchmarkDirectory directory) {
    super(directory);
    Stream.concat(PERCEPTION.stream(), COGNITION.stream()).forEach(this::read);
  }

  private void read(String category) {
    Path root = directory.path(ROOT).resolve(category);
    boolean apart = Files.isDirectory(root.resolve("images"));
    Path texts = apart ? root.resolve("questions_answers_YN") : root;
    if (!Files.isDirectory(texts)) {
      throw directory.missing(texts);
    }
    try (Stream<Path> files = Files.list(texts)) {
      files
          .filter(f -> f.getFileName().toString().endsWith(".txt"))
          .sorted()
          .limit(directory.limit())
          .forEach(f -> read(category, f, apart ? root.resolve("images") : root));
    } catch (IOException e) {
      throw directory.unreadable(texts, e);
    }
  }

  private void read(String category, Path text, Path pictures) {
    String name = text.getFileName().toString().replaceAll("\\.txt$", "");
    boolean png = Files.exists(pictures.resolve(name + ".png"));
    String picture = name + (png ? ".png" : ".jpg");
    String folder = directory.path("").relativize(pictures).toString();
    int number = 1;
    for (String line : linesOf(text)) {
      try {
        String[] cells = line.strip().split("\t");
        YesNoAnswer right = cells.length == 2 ? YesNoAnswer.ofMme(cells[1].strip()) : null;
        if (right == null || right == YesNoAnswer.OTHER) {
          throw new BadRowException(
              "expected a question, a tab and Yes or No, found '" + line + "'");
        }
        String question = cells[0].replace(REQUEST, "").strip() + Wording.SHORT;
        questions.add(
            new Question(
                new EvaluationItem(
                    category + "/" + picture,
                    directory.picture(folder, picture),
                    question,
                    category),
                right));
      } catch (BadRowException e) {
        directory.bad(text, "row " + number, e);
      }
      number++;
    }
  }

  private List<String> linesOf(Path file) {
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw directory.unreadable(file, e);
    }
  }

  @Override
  public Stream<EvaluationItem> items() {
    return questions.stream().map(Question::item);
  }

  @Override
  public EvaluationResult score(Answers answers) {
    ScoreSheet sheet = new ScoreSheet(directory, "perception");
    Accuracy single = new Accuracy();
    Map<String, Boolean> both = new LinkedHashMap<>();
    for (Question question : questions) {
      EvaluationItem item = question.item();
      Optional<String> text = answers.text(item.id(), item.question());
      YesNoAnswer answer = text.map(YesNoAnswer::ofMme).orElse(YesNoAnswer.OTHER);
      boolean right = answer == question.right();
      sheet.count(text.isPresent(), answer != YesNoAnswer.OTHER);
      single.add(item.category(), right ? 1 : 0);
      both.merge(item.id(), right, Boolean::logicalAnd);
    }
    Accuracy pairs = new Accuracy();
    both.forEach((id, right) -> pairs.add(id.substring(0, id.indexOf('/')), right ? 1 : 0));
    Map<String, Double> points = new HashMap<>();
    single.percents().forEach((c, acc) -> points.put(c, acc + pairs.percent(c)));
    return sheet.result(scores(points));
  }

  private static Map<String, Double> scores(Map<String, Double> points) {
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("perception", sum(PERCEPTION, points));
    scores.put("cognition", sum(COGNITION, points));
    PERCEPTION.forEach(c -> scores.put("perception." + c, points.getOrDefault(c, 0.0)));
    COGNITION.forEach(c -> scores.put("cognition." + c, points.getOrDefault(c, 0.0)));
    return scores;
  }

  private static double sum(List<String> categories, Map<String, Double> points) {
    return categories.stream().mapToDouble(c -> points.getOrDefault(c, 0.0)).sum();
  }
}
