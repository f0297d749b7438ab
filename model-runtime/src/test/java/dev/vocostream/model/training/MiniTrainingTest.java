package dev.vocostream.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Compute;
import dev.vocostream.model.evaluation.world.Marks;
import dev.vocostream.model.training.record.TrainingLog;
import dev.vocostream.model.training.record.TrainingProgress;
import dev.vocostream.model.world.QuestionMix;
import dev.vocostream.model.world.QuestionType;
import dev.vocostream.model.world.Split;
import dev.vocostream.model.world.World;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A few minutes of the real recipe's stages, on a smaller model and fewer types of question: what
 * it must reach is far above guessing, so this fails if learning breaks anywhere between pixels and
 * words.
 */
class MiniTrainingTest {
  @TempDir Path directory;

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES) // on a machine that does other work as well
  void learnsInMinutesWhatNobodyCanGuess() throws Exception {
    Recipe recipe;
    try (InputStream in = MiniTrainingTest.class.getResourceAsStream("mini.json")) {
      recipe = Recipe.read(in);
    }
    Training training = Training.of(recipe, directory, Compute.cpu());

    Path model = training.run(TrainingProgress.UNSEEN);

    Marks marks;
    try (Student student = Student.load(model, Compute.cpu())) {
      ArmExam exam =
          new ArmExam(
              new World(2),
              Split.VALIDATION,
              QuestionMix.only(QuestionType.COLOUR),
              new int[] {1},
              64);
      marks = exam.take(student, batch -> student.logits(batch, WindowForm.compressed(2)));
    }
    System.out.println("mini-training: " + marks.byType());
    // guessing gets 13 of 100; to name the colour of a shape is to see, bind, remember and read
    assertThat(marks.byType().get(QuestionType.COLOUR).accuracy()).isGreaterThan(0.5);
    assertThat(TrainingLog.read(training.log())).hasSize(420);
  }
}
