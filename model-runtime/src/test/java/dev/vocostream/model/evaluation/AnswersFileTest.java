package dev.vocostream.model.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersFileTest {
  private static final String MODEL = "voco-7b/k1";
  private static final String WHOLE =
      "{\"question_id\": 7, \"prompt\": \"Who?\", \"text\": \"me\", \"model_id\": \"voco-7b/k1\"}";

  @TempDir Path directory;

  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("answers.jsonl");
  }

  @Test
  void writesALineAnAnswerInTheCommonForm() throws IOException {
    try (AnswersFile answers = AnswersFile.open(file, MODEL)) {
      answers.append("12", true, "What?\nOne word.", "a \"dog\"");
      answers.append("12", false, "What?", "");
      answers.append("007", true, "What?", "ä");
    }

    JsonNode first = new ObjectMapper().readTree(Files.readAllLines(file).get(0));
    assertThat(first.fieldNames())
        .toIterable()
        .containsExactly("question_id", "prompt", "text", "answer_id", "model_id", "metadata");
    assertThat(first.get("question_id").isNumber()).isTrue();
    assertThat(first.get("prompt").textValue()).isEqualTo("What?\nOne word.");
    assertThat(first.get("text").textValue()).isEqualTo("a \"dog\"");
    assertThat(first.get("model_id").textValue()).isEqualTo(MODEL);
    assertThat(first.get("metadata").isObject()).isTrue();
    assertThat(Files.readAllLines(file).get(1)).startsWith("{\"question_id\":\"12\"");
    // No number: as one it would lose its zeros.
    assertThat(Files.readAllLines(file).get(2)).startsWith("{\"question_id\":\"007\"");
  }

  @Test
  void goesOnBehindTheLastWholeLine() throws IOException {
    Files.writeString(file, WHOLE + "\n{\"question_id\": 8, \"text\": \"" + "long ".repeat(99));

    try (AnswersFile answers = AnswersFile.open(file, MODEL)) {
      assertThat(answers.answers().has("7", "Who?")).isTrue();
      assertThat(answers.answers().size()).isOne();
      answers.append("8", true, "Why?", "so");
    }

    assertThat(Files.readAllLines(file)).hasSize(2);
    assertThat(AnswersFile.read(file).text("8", "Why?")).contains("so");
  }

  @Test
  void keepsALastLineThatLacksOnlyItsEnd() throws IOException {
    Files.writeString(file, WHOLE);

    try (AnswersFile answers = AnswersFile.open(file, MODEL)) {
      answers.append("8", true, "Why?", "so");
    }

    assertThat(Files.readAllLines(file)).hasSize(2).first().isEqualTo(WHOLE);
    assertThat(AnswersFile.read(file).size()).isEqualTo(2);
  }

  @Test
  void dropsATornLineWhileReadingAndLeavesTheFile() throws IOException {
    String torn = WHOLE + "\n{\"question_id\": 8, \"text\": \"\u00e4";
    Files.writeString(file, torn);

    Answers answers = AnswersFile.read(file);

    assertThat(answers.size()).isOne();
    assertThat(Files.readString(file)).isEqualTo(torn);
  }

  @Test
  void refusesALineInTheMiddleThatIsNoAnswer() throws IOException {
    Files.writeString(file, WHOLE + "\n{\"question\": 8}\n" + WHOLE + "\n");

    assertThatThrownBy(() -> AnswersFile.open(file, MODEL))
        .isInstanceOf(UnusableBenchmarkException.class)
        .hasMessageContaining("answers.jsonl, line 2: expected an answer")
        .hasMessageContaining("{\"question\": 8}");
    assertThat(Files.readAllLines(file)).hasSize(3);
  }

  @Test
  void refusesAnswersOfAnotherModel() throws IOException {
    Files.writeString(file, WHOLE + "\n");

    assertThatThrownBy(() -> AnswersFile.open(file, "voco-7b/k2"))
        .isInstanceOf(UnusableBenchmarkException.class)
        .hasMessageContaining("line 1: expected answers of model 'voco-7b/k2'")
        .hasMessageContaining("'voco-7b/k1'");
    assertThat(AnswersFile.read(file).text("7", "Who?")).contains("me");
  }

  @Test
  void refusesToReadAFileThatIsNotThere() {
    assertThatThrownBy(() -> AnswersFile.read(file))
        .isInstanceOf(UnusableBenchmarkException.class)
        .hasMessageContaining("answers.jsonl is missing");
  }

  @Test
  void findsAnswersByIdAndPrompt() {
    Answers answers =
        new Answers().put("1", "a", "A").put("1", "b", "B").put("2", "c", "old").put("2", "c", "C");

    assertThat(answers.text("1", "b")).contains("B");
    assertThat(answers.text("1", "other")).isEmpty();
    // Only one answer has this id, so another tool's wording does not matter.
    assertThat(answers.text("2", "other")).contains("C");
    assertThat(answers.has("2", "other")).isFalse();
    assertThat(answers.text("3", "a")).isEmpty();
    assertThat(answers.size()).isEqualTo(3);
  }
}
