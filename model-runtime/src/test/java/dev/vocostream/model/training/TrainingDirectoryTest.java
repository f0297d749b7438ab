package dev.vocostream.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.Compute;
import dev.vocostream.model.training.Recipe.Course;
import dev.vocostream.model.training.Recipe.Practice;
import dev.vocostream.model.training.record.CheckpointFolder;
import dev.vocostream.model.training.record.TrainingLog;
import dev.vocostream.model.training.record.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory goes on with what it was begun with, and in one process at a time. */
class TrainingDirectoryTest {
  @TempDir Path directory;

  private Path run;

  @BeforeEach
  void write() throws IOException {
    run = directory.resolve("run");
    Files.writeString(
        directory.resolve("chats.json"),
        """
        [{"id": 3, "conversations": [
           {"from": "human", "value": "Say yes."}, {"from": "gpt", "value": "Yes."}]}]
        """);
  }

  private Training training(long seed, long steps, Path from) {
    Stage stage =
        new Stage(
            "tune",
            List.of(Stage.Part.PROJECTOR, Stage.Part.DECODER),
            List.of(WindowForm.compressed(2)),
            steps,
            1,
            1e-3,
            0.1,
            0,
            1,
            0,
            1,
            Stage.Method.PLAIN);
    Recipe.Files files =
        new Recipe.Files(directory + "/chats.json", directory.toString(), null, 1, null);
    Course course =
        new Course(Practice.ANSWERS, null, List.of(files), null, null, null, null, stage);
    Recipe recipe = new Recipe("own", null, "own", seed, List.of(course));
    return Training.from(from, recipe, run, Compute.cpu(), (video, most) -> List.of());
  }

  @Test
  void refusesAnotherRecipeSeedOrCheckpointThanItWasBegunWith() throws IOException {
    Path tiny = Checkpoints.tiny();
    Path model = training(4, 2, tiny).run(TrainingProgress.UNSEEN);

    assertThat(training(4, 2, tiny).run(TrainingProgress.UNSEEN)).isEqualTo(model);
    assertRefused(training(5, 2, tiny), "was begun with recipe.seed 4, not with 5: choose another");
    assertRefused(training(4, 3, tiny), "begun with recipe.stages[0].stage.steps 2, not with 3");
    assertRefused(training(4, 2, model), "was begun with from \"");
  }

  private void assertRefused(Training training, String why) {
    assertThatThrownBy(() -> training.run(TrainingProgress.UNSEEN))
        .hasMessageStartingWith(run.resolve("recipe.json") + ": the directory ")
        .hasMessageContaining(why);
  }

  @Test
  void leavesTheLogOfARunningTrainingAlone() throws IOException {
    Training training = training(4, 2, Checkpoints.tiny());
    training.run(TrainingProgress.UNSEEN);
    Files.move(run.resolve("after-tune"), directory.resolve("after-tune"));

    try (CheckpointFolder running = CheckpointFolder.open(run.resolve("state/tune"))) {
      assertThatThrownBy(() -> training.run(TrainingProgress.UNSEEN))
          .hasMessageContaining("is in use by another training");
    }
    assertThat(TrainingLog.read(training.log())).hasSize(2);
  }

  @Test
  void goesOnWhereNoRecipeWasWrittenDownOrAPersonHasChangedIt() throws IOException {
    Path tiny = Checkpoints.tiny();
    training(4, 2, tiny).run(TrainingProgress.UNSEEN);
    Path recipe = run.resolve("recipe.json");
    Files.writeString(recipe, Files.readString(recipe).replace("\"steps\" : 2", "\"steps\" : 3.0"));
    training(4, 3, tiny).run(TrainingProgress.UNSEEN);
    Files.delete(recipe);
    training(4, 3, tiny).run(TrainingProgress.UNSEEN);

    assertThat(recipe).content().contains("\"steps\" : 3");
  }
}
