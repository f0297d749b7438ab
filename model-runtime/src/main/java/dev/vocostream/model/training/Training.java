package dev.vocostream.model.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.training.data.VideoFrames;
import dev.vocostream.model.training.record.CheckpointFolder;
import dev.vocostream.model.training.record.TrainingLog;
import dev.vocostream.model.training.record.TrainingProgress;
import dev.vocostream.model.weights.DeeperCheckpoint;
import dev.vocostream.model.weights.SafetensorsWriter.Elements;
import dev.vocostream.model.weights.TrainedCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.global.torch;

/**
 * A recipe, carried out in a directory. Whatever is there already is not done again, so a run that
 * was killed goes on by being started again.
 *
 * <pre>
 *   recipe.json          what is carried out: see {@link RunRecipe}
 *   start/               the checkpoint it begins with
 *   deeper-NAME/         what a stage begins with that adds layers
 *   after-NAME/          what each stage made
 *   state/NAME/step-N/   of each stage: weights and moments, in 32 bits
 *   log.jsonl            every update
 *   model/               the result, in 16 bits
 * </pre>
 */
public final class Training {
  private final Recipe recipe;
  private final Path directory;
  private final Compute compute;
  private final Path from; // null to begin with an untrained model
  private final RecipeParts parts;

  private Training(Recipe recipe, Path directory, Compute compute, Path from, RecipeParts parts) {
    this.recipe = recipe;
    this.directory = directory;
    this.compute = compute;
    this.from = from;
    this.parts = parts;
  }

  /**
   * Begins with an untrained model of the recipe's shape.
   *
   * @param directory of the run
   */
  public static Training of(Recipe recipe, Path directory, Compute compute) {
    if (recipe.shape() == null) {
      throw new IllegalArgumentException(
          "recipe '%s' has no shape: name the checkpoint it begins with".formatted(recipe.name()));
    }
    return new Training(recipe, directory, compute, null, new RecipeParts(recipe, null));
  }

  /**
   * Begins with a checkpoint that has a {@code <voco>} row.
   *
   * @param directory of the run
   * @param videos reads the user's videos
   */
  public static Training from(
      Path checkpoint, Recipe recipe, Path directory, Compute compute, VideoFrames videos) {
    return new Training(recipe, directory, compute, checkpoint, new RecipeParts(recipe, videos));
  }

  private Path start() {
    return from == null ? directory.resolve("start") : from;
  }

  private Path teacher(Recipe.Course course) {
    return course.teacher().equals(Recipe.START) ? start() : after(course.teacher());
  }

  private Path after(String stage) {
    return directory.resolve("after-" + stage);
  }

  /** Where every update is written down. */
  public Path log() {
    return directory.resolve("log.jsonl");
  }

  /**
   * Carries out what is left of the recipe.
   *
   * @return the result
   * @throws TrainingFailedException if the directory is of another recipe or checkpoint, or if a
   *     stage leads nowhere
   * @throws TrainingStoppedException if whoever watches stops it; run again, it goes on from there
   */
  public Path run(TrainingProgress progress) throws IOException {
    Files.createDirectories(directory);
    RunRecipe.requireSame(directory, recipe, from);
    if (from == null) {
      parts.begin(start());
    }
    Path newest = start();
    long updates = 0;
    long examples = 0;
    for (Recipe.Course course : recipe.stages()) {
      Stage stage = course.stage();
      if (!Files.exists(after(stage.name()))) {
        Path folder = states(stage);
        // the folder first: whoever has it open goes on writing the log, which is cut here
        try (CheckpointFolder states = CheckpointFolder.open(folder);
            TrainingLog log = TrainingLog.openAfter(log(), updates + StageRun.saved(folder))) {
          train(
              course,
              deep(course, newest),
              states,
              new TrainingRecorder(stage, updates, examples, log, progress));
        }
      }
      newest = after(stage.name());
      updates += stage.steps();
      examples += stage.steps() * stage.batch();
    }
    Path model = directory.resolve("model");
    if (!Files.exists(model)) {
      new TrainedCheckpoint(newest, DType.FP16).write(model, settings());
    }
    return model;
  }

  /** The checkpoint that a stage begins with. */
  private Path deep(Recipe.Course course, Path newest) throws IOException {
    if (course.layers() == null) {
      return newest;
    }
    Path deeper = directory.resolve("deeper-" + course.stage().name());
    if (!Files.exists(deeper)) {
      new DeeperCheckpoint(newest).write(deeper, course.layers(), settings());
    }
    return deeper;
  }

  private Path states(Stage stage) {
    return directory.resolve("state").resolve(stage.name());
  }

  private void train(
      Recipe.Course course, Path before, CheckpointFolder states, TrainingRecorder recorder)
      throws IOException {
    Stage stage = course.stage();
    torch.manual_seed(recipe.seed()); // for what is drawn beside the checkpoint
    try (Student student = Student.load(before, compute, stage.method().lora());
        Student teacher =
            course.teacher() == null ? null : Student.load(teacher(course), compute)) {
      if (from == null && course.equals(recipe.stages().get(0))) {
        FreshWeights.prepare(student.parameters(), student.config().decoder().layers());
      }
      try (Objective objective = parts.objective(course, student, teacher);
          StageTrainer trainer = new StageTrainer(stage, objective, student, recipe.seed())) {
        new StageRun(stage, student, trainer, states).finish(recorder);
      }
      try (Student begun = course.isAveraged() ? Student.load(before, compute) : null) {
        new TrainedCheckpoint(before, DType.FP32)
            .write(
                after(stage.name()),
                student.parameters().keySet(),
                begun == null ? student::copy : mean(begun, student),
                settings());
      }
    }
  }

  /**
   * Two ends of a long way at a high rate lie on either side of something better than both
   * (Izmailov and others, Averaging Weights Leads to Wider Optima and Better Generalization, 2018).
   */
  private static Elements mean(Student begun, Student come) {
    return (name, from, into) -> {
      float[] before = new float[into.length];
      begun.copy(name, from, before);
      come.copy(name, from, into);
      for (int i = 0; i < into.length; i++) {
        into[i] = (before[i] + into[i]) / 2;
      }
    };
  }

  private ObjectNode settings() {
    return settings(recipe.model()).put("hybrid", recipe.isHybrid());
  }

  static ObjectNode settings(String name) {
    return new ObjectMapper().createObjectNode().put("voco_name", name).put("trained", true);
  }
}
