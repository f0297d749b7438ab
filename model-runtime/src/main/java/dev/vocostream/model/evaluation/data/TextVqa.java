package dev.vocostream.model.evaluation.data;

import dev.vocostream.model.evaluation.Answers;
import dev.vocostream.model.evaluation.Benchmark;
import dev.vocostream.model.evaluation.EvaluationItem;
import dev.vocostream.model.evaluation.data.GradedBenchmark.Form;
import dev.vocostream.model.evaluation.metric.VqaAccuracy;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * TextVQA, validation part 0.5.1. {@code TextVQA_0.5.1_val.json}: {@code {data: [{image_id,
 * question, answers: [10 texts]}]}}; {@code train_images/<image_id>.jpg}. If LLaVA's {@code
 * llava_textvqa_val_v051_ocr.jsonl} is there too, its prompts, which tell the model what an OCR
 * program read, are asked. As LLaVA does, the id is the image's, and the question in the prompt
 * tells its questions apart.
 */
final class TextVqa {
  private static final String OCR = "llava_textvqa_val_v051_ocr.jsonl";
  private static final String REFERENCE = "Reference OCR token:";
  private static final Pattern OLD_FORM =
      Pattern.compile("Question: (.*?) Short answer:", Pattern.DOTALL);

  private TextVqa() {}

  static Benchmark open(BenchmarkDirectory directory) {
    Map<String, String> prompts = new HashMap<>();
    if (Files.exists(directory.path(OCR))) {
      directory.whole().file(OCR).lines((row, to) -> readPrompt(row, prompts));
    }
    List<GradedQuestion> questions =
        directory
            .file("TextVQA_0.5.1_val.json")
            .list("data", (row, to) -> read(directory, row, prompts, to));
    Form form = new Form(false, UnaryOperator.identity(), TextVqa::answer);
    return new GradedBenchmark(directory, questions, form);
  }

  private static void readPrompt(Row row, Map<String, String> prompts) {
    String prompt = row.text("text");
    String question =
        question(prompt)
            .orElseThrow(() -> BadRowException.of("text", "a prompt", row.json().get("text")));
    prompts.put(key(row.id("question_id"), question), prompt);
  }

  private static void read(
      BenchmarkDirectory directory,
      Row row,
      Map<String, String> prompts,
      Consumer<GradedQuestion> to) {
    String image = row.id("image_id");
    String question = row.text("question");
    List<String> people = row.texts("answers");
    String plain = question + Wording.SHORT;
    String prompt = prompts.getOrDefault(key(image, question.toLowerCase(Locale.ROOT)), plain);
    to.accept(
        new GradedQuestion(
            new EvaluationItem(image, directory.picture("train_images", image + ".jpg"), prompt),
            List.of(),
            text -> new Grade(VqaAccuracy.textVqa(text, people), true)));
  }

  private static String key(String image, String question) {
    return image + "\n" + question;
  }

  private static Optional<String> answer(Answers answers, EvaluationItem item) {
    Optional<String> asked = question(item.question());
    return answers.of(item.id()).stream()
        .filter(answer -> question(answer.getKey()).equals(asked))
        .map(Map.Entry::getValue)
        .reduce((earlier, later) -> later);
  }

  /**
   * The question in a prompt, lower-cased: between "Question: " and " Short answer:"; the line
   * before or after the OCR line in one of three lines; the first of two. Empty for other prompts.
   */
  static Optional<String> question(String prompt) {
    String[] lines = prompt.split("\n", -1);
    String question = null;
    if (prompt.startsWith("OCR tokens: ")) {
      Matcher old = OLD_FORM.matcher(prompt);
      question = old.find() ? old.group(1) : null;
    } else if (lines.length == 3 && prompt.contains(REFERENCE + " ")) {
      question = prompt.startsWith(REFERENCE) ? lines[1] : lines[0];
    } else if (lines.length == 2) {
      question = lines[0];
    }
    return Optional.ofNullable(question).map(q -> q.toLowerCase(Locale.ROOT));
  }
}
