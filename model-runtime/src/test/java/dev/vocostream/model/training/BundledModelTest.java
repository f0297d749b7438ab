package dev.vocostream.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Prompt.Turn;
import dev.vocostream.model.VocoLlama;
import dev.vocostream.model.weights.BundledModel;
import dev.vocostream.model.world.Asked;
import dev.vocostream.model.world.QuestionMix;
import dev.vocostream.model.world.Split;
import dev.vocostream.model.world.Window;
import dev.vocostream.model.world.World;
import dev.vocostream.model.world.WorldQuestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model in the box is whole, small, and serves as it was trained. */
class BundledModelTest {
  private static final int WINDOWS = 24;

  @TempDir static Path directory;
  private static Path model;

  @BeforeAll
  static void unpack() throws IOException {
    model = directory.resolve("model");
    BundledModel.write(model);
  }

  @Test
  void fitsIntoTheBoxAndHasAVocabularyOfItsOwn() throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(model)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }

    assertThat(bytes).isLessThan(16_000_000);
    try (Student student = Student.load(model, Compute.cpu())) {
      assertThat(student.config().decoder().vocabSize()).isLessThanOrEqualTo(2_000);
      assertThat(student.config().tokens().vocoTokens()).isEqualTo(2);
      assertThat(student.config().trained()).isTrue();
    }
  }

  @Test
  void saysInServiceWhatItsExamMarksAsRight() {
    World world = new World(77);
    var questions = WorldQuestions.of(QuestionMix.standard());
    List<Boolean> marked = new ArrayList<>();
    List<Boolean> served = new ArrayList<>();
    List<String> spoken = new ArrayList<>();
    try (Student student = Student.load(model, Compute.cpu());
        VocoLlama serving = VocoLlama.load(model, DType.FP32)) {
      LessonWriter writer = new LessonWriter(student.template(), 2_000, frames -> 0);
      LessonExam exam =
          new LessonExam(
              batch -> student.logits(batch, WindowForm.compressed(2)),
              student.config().tokens().voco());
      for (int number = 0; number < WINDOWS; number++) {
        SplittableRandom random = new SplittableRandom(number);
        Window window = Window.of(world.scene(Split.HELD_OUT, number), 1 + number % 8, random);
        List<Asked> asked = questions.about(window.moments(), Split.HELD_OUT, random, 6);
        List<Turn> turns = asked.stream().map(a -> new Turn(a.question(), a.answer())).toList();
        Lesson lesson = writer.write(new Example(window.pictures(), turns, true));
        for (boolean right : exam.take(List.of(lesson)).get(0)) {
          marked.add(right);
        }
        List<Activations> memory = serving.compress(window.pictures());
        for (Asked question : asked) {
          Prompt prompt = new Prompt(question.question(), List.of(), Prompt.Form.TEXT, 40);
          String said = serving.answer(prompt, memory).text().strip();
          served.add(said.equals(question.answer()));
          spoken.add(said);
        }
        WindowForm form = WindowForm.compressed(2);
        assertThat(new SpokenAnswers(student, form, 40).to(apart(window, turns)))
            .isEqualTo(spoken.subList(spoken.size() - asked.size(), spoken.size()));
      }
    }

    assertThat(served).isEqualTo(marked);
    assertThat(served).contains(true, false); // or they would agree by chance
  }

  private static List<Example> apart(Window window, List<Turn> turns) {
    return turns.stream().map(turn -> new Example(window.pictures(), List.of(turn), true)).toList();
  }
}
