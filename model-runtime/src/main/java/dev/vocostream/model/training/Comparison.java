package dev.vocostream.model.training;

import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.evaluation.world.Marks;
import dev.vocostream.model.tensor.CpuThreads;
import dev.vocostream.model.training.ArmScores.Score;
import dev.vocostream.model.training.record.CheckpointFolder;
import dev.vocostream.model.training.record.TrainingProgress;
import dev.vocostream.model.weights.BundledModel;
import dev.vocostream.model.weights.TrainedCheckpoint;
import dev.vocostream.model.world.QuestionMix;
import dev.vocostream.model.world.QuestionType;
import dev.vocostream.model.world.Split;
import dev.vocostream.model.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.pytorch.global.torch;

/**
 * Trains models that differ in one thing only, and marks them on the same questions. All begin with
 * one model that sees frames uncompressed, whose tower is the bundled model's: as the paper's begin
 * with LLaVA and CLIP.
 */
final class Comparison {
  static final long SEED = 1;
  static final int[] PICTURE = {1};
  static final int[] VIDEO = {4, 8};

  private final Path directory;
  private final Budget budget;
  private final Compute compute;
  private final TrainingProgress progress;
  private final World world = new World(World.TRAINING_SEED);

  Comparison(Path directory, Budget budget, Compute compute, TrainingProgress progress) {
    this.directory = directory;
    this.budget = budget;
    this.compute = compute;
    this.progress = progress;
  }

  /** The model that all arms begin with; trained without hiding anything behind VoCo tokens. */
  Path base() throws IOException {
    return trained(fresh(), stage("base", WindowForm.uncompressed(1), budget.baseSteps()), PICTURE);
  }

  /** The bundled model's tower before a decoder that knows nothing. */
  private Path fresh() throws IOException {
    Path fresh = directory.resolve("fresh");
    if (!Files.exists(fresh)) {
      Path start = directory.resolve("start");
      new RecipeParts(Recipe.named("world-small"), null).begin(start);
      Path bundled = directory.resolve("bundled");
      if (!Files.exists(bundled)) {
        BundledModel.write(bundled);
      }
      try (Student student = Student.load(start, compute);
          Student seeing = Student.load(bundled, compute)) {
        FreshWeights.prepare(student.parameters(), student.config().decoder().layers());
        Map<String, float[]> values = student.values();
        Map<String, float[]> tower = seeing.values();
        tower.keySet().removeIf(name -> Stage.Part.of(name) != Stage.Part.TOWER);
        values.putAll(tower);
        new TrainedCheckpoint(start, DType.FP32)
            .write(fresh, values::get, Training.settings("fresh"));
      }
    }
    return fresh;
  }

  /** A model of pictures, kept under a name. */
  Path arm(String name, Path from, List<WindowForm> forms) throws IOException {
    return trained(from, stage(name, forms, budget.armSteps()), PICTURE);
  }

  /** A model of windows, kept under a name. */
  Path video(String name, Path from, List<WindowForm> forms) throws IOException {
    return trained(from, stage(name, forms, budget.videoSteps()), VIDEO);
  }

  private Path trained(Path from, Stage stage, int[] frames) throws IOException {
    Path trained = directory.resolve(stage.name());
    if (!Files.exists(trained)) {
      train(from, trained, stage, frames);
    }
    return trained;
  }

  private void train(Path from, Path to, Stage stage, int[] frames) throws IOException {
    try (Student student = Student.load(from, compute)) {
      learn(student, stage, frames, null);
      Map<String, float[]> values = student.values();
      new TrainedCheckpoint(from, DType.FP32)
          .write(to, values::get, Training.settings(stage.name()));
    }
  }

  /** Goes on where it was stopped. */
  private void learn(Student student, Stage stage, int[] frames, Compressor compressor)
      throws IOException {
    Map<Integer, Double> windows = new HashMap<>();
    for (int length : frames) {
      windows.put(length, 1.0);
    }
    QuestionMix mix = QuestionMix.standard().with(QuestionType.CAPTION, 0.5);
    ExampleSource source =
        new WorldExamples(
            number -> world.scene(Split.TRAIN, number),
            mix,
            Split.TRAIN,
            windows,
            budget.questions());
    Objective objective = new LessonObjective(stage, source, student, null, compressor);
    Path states = directory.resolve("state").resolve(stage.name());
    try (CheckpointFolder folder = CheckpointFolder.open(states);
        StageTrainer trainer = new StageTrainer(stage, objective, student, SEED)) {
      TrainingRecorder recorder = new TrainingRecorder(stage, 0, 0, null, progress);
      new StageRun(stage, student, trainer, folder).finish(recorder);
    }
  }

  /** Marks a model that sees windows in a form. */
  Marks marks(Path model, WindowForm form, int[] frames) {
    try (Student student = Student.load(model, compute)) {
      return exam(frames).take(student, batch -> student.logits(batch, form));
    }
  }

  /** Boxes and expressions that a model says of pictures in a form. */
  Map<String, Score> grounding(Path model, WindowForm form) {
    CpuThreads.shareInTraining(compute);
    try (Student student = Student.load(model, compute)) {
      return new GroundingExam(world, Split.HELD_OUT, budget.windows()).take(student, form);
    }
  }

  /** Marks a model that sees nothing but the newest frames, in full. */
  Marks recent(Path model, int frames, int[] windows) {
    try (Student student = Student.load(model, compute)) {
      WindowForm full = WindowForm.uncompressed(2);
      return exam(windows).take(student, batch -> student.logits(batch.newest(frames), full));
    }
  }

  /** Trains a baseline from a model and marks it. */
  Marks baseline(String name, Path from, Function<Student, Compressor> kind) throws IOException {
    try (Student student = Student.load(from, compute);
        Compressor compressor = drawn(kind, student)) {
      Stage stage = stage(name, WindowForm.compressed(1), budget.armSteps());
      learn(student, stage, PICTURE, compressor);
      return exam(PICTURE).take(student, batch -> student.logits(batch, compressor));
    }
  }

  /** Made of the same numbers whatever was drawn before, or not at all since a kill. */
  static Compressor drawn(Function<Student, Compressor> kind, Student student) {
    torch.manual_seed(SEED);
    return kind.apply(student);
  }

  private ArmExam exam(int[] frames) {
    CpuThreads.shareInTraining(compute);
    return new ArmExam(world, Split.HELD_OUT, QuestionMix.standard(), frames, budget.windows());
  }

  private Stage stage(String name, WindowForm form, long steps) {
    return stage(name, List.of(form), steps);
  }

  private Stage stage(String name, List<WindowForm> forms, long steps) {
    return new Stage(
        name,
        List.of(Stage.Part.PROJECTOR, Stage.Part.DECODER),
        forms,
        steps,
        budget.batch(),
        budget.rate(),
        0.03,
        0.01,
        1,
        0,
        1,
        Stage.Method.MUON);
  }
}
