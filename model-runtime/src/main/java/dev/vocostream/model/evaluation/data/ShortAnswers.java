package dev.vocostream.model.evaluation.data;

import dev.vocostream.model.evaluation.Benchmark;
import dev.vocostream.model.evaluation.EvaluationItem;
import dev.vocostream.model.evaluation.data.GradedBenchmark.Form;
import dev.vocostream.model.evaluation.metric.VqaAccuracy;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Benchmarks of questions with a short answer: GQA, VQAv2 and VizWiz. */
final class ShortAnswers {
  private ShortAnswers() {}

  /**
   * GQA, testdev balanced. {@code testdev_balanced_questions.json}: {@code {id: {question, answer,
   * imageId, isBalanced, types: {structural, ..}}}}; {@code images/<imageId>.jpg}. An answer
   * without the periods at its end, lower-cased, must equal the right one. Open questions are those
   * of the structural type "query", all others binary.
   */
  static Benchmark gqa(BenchmarkDirectory directory) {
    List<GradedQuestion> questions =
        directory
            .file("testdev_balanced_questions.json")
            .entries((row, to) -> gqa(directory, row, to));
    return new GradedBenchmark(directory, questions, Form.NAMES);
  }

  private static void gqa(BenchmarkDirectory directory, Row row, Consumer<GradedQuestion> to) {
    if (!row.json().path("isBalanced").asBoolean(true)) {
      return;
    }
    String right = row.text("answer");
    String structural = row.json().path("types").path("structural").asText();
    EvaluationItem item =
        new EvaluationItem(
            row.name(),
            directory.picture("images", row.id("imageId") + ".jpg"),
            row.text("question") + Wording.SHORT);
    to.accept(
        new GradedQuestion(
            item,
            List.of(structural.equals("query") ? "open" : "binary"),
            text -> Grade.of(text.replaceAll("\\.+$", "").toLowerCase(Locale.ROOT).equals(right))));
  }

  /**
   * VQAv2, validation part (the answers of test-dev are not public). {@code
   * v2_OpenEnded_mscoco_val2014_questions.json}: {@code {questions: [{question_id, image_id,
   * question}]}}; {@code v2_mscoco_val2014_annotations.json}: {@code {annotations: [{question_id,
   * answer_type, answers: [{answer}]}]}}; {@code val2014/COCO_val2014_<12 digits>.jpg}.
   */
  static Benchmark vqa2(BenchmarkDirectory directory) {
    Map<String, String[]> asked = new HashMap<>();
    directory
        .whole()
        .file("v2_OpenEnded_mscoco_val2014_questions.json")
        .list(
            "questions",
            (row, to) -> {
              String[] question = {row.id("image_id"), row.text("question")};
              asked.put(row.id("question_id"), question);
            });
    List<GradedQuestion> questions =
        directory
            .file("v2_mscoco_val2014_annotations.json")
            .list("annotations", (row, to) -> vqa2(directory, row, asked, to));
    return new GradedBenchmark(directory, questions, Form.NUMBERS);
  }

  private static void vqa2(
      BenchmarkDirectory directory,
      Row row,
      Map<String, String[]> asked,
      Consumer<GradedQuestion> to) {
    String id = row.id("question_id");
    String[] question = asked.get(id);
    if (question == null) {
      throw new BadRowException("question_id: expected one of the questions file, found " + id);
    }
    String picture = "COCO_val2014_%12s.jpg".formatted(question[0]).replace(' ', '0');
    List<String> people = row.peoplesAnswers();
    to.accept(
        new GradedQuestion(
            new EvaluationItem(
                id, directory.picture("val2014", picture), question[1] + Wording.SHORT),
            List.of(row.text("answer_type")),
            text -> new Grade(VqaAccuracy.vqa2(text, people), true)));
  }

  /**
   * VizWiz, validation part. {@code Annotations/val.json}: {@code [{image, question, answers:
   * [{answer}], answer_type}]}; {@code val/<image>}. "unanswerable" is an answer like any other.
   */
  static Benchmark vizWiz(BenchmarkDirectory directory) {
    List<GradedQuestion> questions =
        directory.file("Annotations/val.json").list("", (row, to) -> vizWiz(directory, row, to));
    return new GradedBenchmark(directory, questions, Form.NAMES);
  }

  private static void vizWiz(BenchmarkDirectory directory, Row row, Consumer<GradedQuestion> to) {
    String image = row.text("image");
    List<String> people = row.peoplesAnswers();
    String type = row.optional("answer_type");
    to.accept(
        new GradedQuestion(
            new EvaluationItem(
                image,
                directory.picture("val", image),
                row.text("question") + Wording.UNANSWERABLE + Wording.SHORT),
            type.isEmpty() ? List.of() : List.of(type),
            text -> new Grade(VqaAccuracy.vqa2(text, people), true)));
  }
}
