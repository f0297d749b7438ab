package dev.vocostream.model.evaluation.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.model.evaluation.Benchmark;
import dev.vocostream.model.evaluation.EvaluationItem;
import dev.vocostream.model.evaluation.VideoFrames.Middle;
import dev.vocostream.model.evaluation.Visual;
import dev.vocostream.model.evaluation.data.GradedBenchmark.Form;
import dev.vocostream.model.evaluation.metric.OptionLetter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Benchmarks with options to choose from: SEED-Bench and ScienceQA. */
final class Choices {
  private static final String IMAGE = "<image>";

  private Choices() {}

  /**
   * SEED-Bench 1. {@code SEED-Bench.json}: {@code {questions: [{question_id, data_type, data_id,
   * question_type_id, question, choice_a .. choice_d, answer, segment?}], question_type: {name:
   * id}}}; {@code SEED-Bench-image/<data_id>}. For a video, {@code
   * SEED-Bench-video-image/<question_id>.png} if it is there, else the middle frame of its segment
   * in {@code SEED-Bench-video/<data_id>}. The answer must equal the letter.
   */
  static Benchmark seed(BenchmarkDirectory directory) {
    RowFile file = directory.file("SEED-Bench.json");
    Map<String, String> types = new HashMap<>();
    JsonNode names = file.field("question_type");
    names.fieldNames().forEachRemaining(name -> types.put(names.get(name).asText(), name));
    List<GradedQuestion> questions =
        file.list("questions", (row, to) -> seed(directory, row, types, to));
    return new GradedBenchmark(directory, questions, Form.NUMBERS);
  }

  private static void seed(
      BenchmarkDirectory directory,
      Row row,
      Map<String, String> types,
      Consumer<GradedQuestion> to) {
    String id = row.id("question_id");
    String kind = row.text("data_type");
    if (!kind.equals("image") && !kind.equals("video")) {
      throw new BadRowException("data_type: expected image or video, found '" + kind + "'");
    }
    Visual visual =
        kind.equals("image")
            ? directory.picture("SEED-Bench-image", row.text("data_id"))
            : middle(directory, row, id);
    List<String> options =
        List.of(row.id("choice_a"), row.id("choice_b"), row.id("choice_c"), row.id("choice_d"));
    String right = row.text("answer");
    String type = row.id("question_type_id");
    to.accept(
        new GradedQuestion(
            new EvaluationItem(id, visual, Wording.choice(row.text("question"), options), kind),
            List.of(kind, types.getOrDefault(type, "type " + type)),
            text -> new Grade(text.equals(right) ? 1 : 0, text.matches("[A-D]"))));
  }

  private static Visual middle(BenchmarkDirectory directory, Row row, String id) {
    Visual.Picture extracted = directory.picture("SEED-Bench-video-image", id + ".png");
    if (Files.exists(extracted.file())) {
      return extracted;
    }
    String video = row.text("data_id");
    JsonNode segment = row.json().path("segment");
    Middle middle =
        segment.size() == 2
            ? new Middle(segment.get(0).asDouble(), segment.get(1).asDouble())
            : Middle.OF_ALL;
    return new Visual.Video(video, directory.inside("SEED-Bench-video", video), middle);
  }

  /**
   * ScienceQA, the test questions that have a picture. {@code pid_splits.json}: {@code {test:
   * [id]}}; {@code problems.json}: {@code {id: {choices, answer}}}; LLaVA's prompts {@code
   * llava_test_CQM-A.json}: {@code [{id, image, conversations: [{from, value}]}]}; {@code
   * images/test/<image>}. Text-only questions are skipped, as VoCo-LLaMA's script does.
   */
  static Benchmark scienceQa(BenchmarkDirectory directory) {
    List<String> test = new ArrayList<>();
    directory.file("pid_splits.json").field("test").forEach(id -> test.add(id.asText()));
    Map<String, JsonNode> problems = new HashMap<>();
    directory
        .whole()
        .file("problems.json")
        .entries((row, to) -> problems.put(row.name(), row.json()));
    problems.keySet().retainAll(test);
    List<GradedQuestion> questions =
        directory
            .file("llava_test_CQM-A.json")
            .list("", (row, to) -> scienceQa(directory, row, problems, to));
    UnaryOperator<String> prompt = question -> IMAGE + "\n" + question;
    return new GradedBenchmark(directory, questions, new Form(false, prompt, Form::byIdAndPrompt));
  }

  private static void scienceQa(
      BenchmarkDirectory directory,
      Row row,
      Map<String, JsonNode> problems,
      Consumer<GradedQuestion> to) {
    String id = row.id("id");
    JsonNode problem = problems.get(id);
    if (problem == null || !row.json().has("image")) {
      return;
    }
    int right = problem.path("answer").asInt(-1);
    int options = problem.path("choices").size();
    if (right < 0 || right >= options) {
      throw new BadRowException(
          "problem %s: expected an answer among its %d choices, found %s"
              .formatted(id, options, problem.path("answer")));
    }
    String asked = row.json().path("conversations").path(0).path("value").asText();
    to.accept(
        new GradedQuestion(
            new EvaluationItem(
                id,
                directory.picture("images/test", row.text("image")),
                asked.replace(IMAGE, "").strip() + Wording.LETTER),
            List.of(),
            text -> grade(OptionLetter.ofScienceQa(text), right)));
  }

  private static Grade grade(Optional<Character> letter, int right) {
    return letter.map(l -> Grade.of(l - 'A' == right)).orElse(Grade.UNPARSED);
  }
}
