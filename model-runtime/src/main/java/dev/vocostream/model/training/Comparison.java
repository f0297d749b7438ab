package dev.vocostream.model.training;

import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.evaluation.world.Marks;
import dev.vocostream.model.tensor.CpuThreads;
import dev.vocostream.model.training.ArmScores.Score;
import dev.vocostream.model.training.record.CheckpointFolder;
import dev.vocostream.model.training.record.TrainingProgress;
import dev.vocostream.model.weights.BundledModel;
import dev.vocostream.model.weights.SafetensorsWriter.Elements;
import dev.vocostream.model.weights.TrainedCheckpoint;
import dev.vocostream.model.world.QuestionMix;
import dev.vocostream.model.world.QuestionType;
import dev.vocostream.model.world.Split;
import dev.vocostream.model.world.World;
import dev.vocostream.model.world.WorldQuestions;
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

  private final Path directory;
  private final Budget budget;
  private final Compute compute;
  private final TrainingProgress progress;
  private final RateSearch rates;
  private final World world = new World(World.TRAINING_SEED);

  /** A model as an arm sees. */
  private record Seeing(Student student, Compressor compressor) implements AutoCloseable {
    /** Marks with each of the arm's forms together. */
    Marks take(ArmExam exam, List<WindowForm> forms) {
      if (compressor != null) {
        return exam.take(student, batch -> student.logits(batch, compressor));
      }
      Marks marks = new Marks();
      forms.forEach(form -> marks.add(exam.take(student, batch -> student.logits(batch, form))));
      return marks;
    }

    @Override
    public void close() {
      if (compressor != null) {
        compressor.close();
      }
      student.close();
    }
  }

  Comparison(
      Path directory, Budget budget, Compute compute, TrainingProgress progress, ArmScores scores) {
    this.directory = directory;
    this.budget = budget;
    this.compute = compute;
    this.progress = progress;
    this.rates = new RateSearch(scores, budget);
  }

  /** The model that all arms begin with; trained without hiding anything behind VoCo tokens. */
  Path base() throws Exception {
    Arm base =
        new Arm(
            "base",
            fresh(),
            List.of(WindowForm.uncompressed(1)),
            Reproduction.PICTURE,
            budget.baseSteps(),
            null,
            "base");
    Path trained = directory.resolve(base.name());
    if (!Files.exists(trained)) {
      train(base, stage(base, base.name(), base.steps(), budget.middleRate()));
    }
    return trained;
  }

  /** The bundled model's tower before a decoder that knows nothing. */
  Path fresh() throws IOException {
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
        Elements seen =
            (name, from, into) -> {
              boolean sees = Stage.Part.of(name) == Stage.Part.TOWER;
              (sees ? seeing : student).copy(name, from, into);
            };
        new TrainedCheckpoint(start, DType.FP32)
            .write(fresh, student.parameters().keySet(), seen, Training.settings("fresh"));
      }
    }
    return fresh;
  }

  /** An arm's model, kept under its name. */
  Path trained(Arm arm) throws Exception {
    Path trained = directory.resolve(arm.name());
    if (!Files.exists(trained)) {
      train(arm, stage(arm, arm.name(), arm.steps(), rate(arm)));
    }
    return trained;
  }

  private double rate(Arm arm) throws Exception {
    return rates.of(arm, rate -> tried(arm, rate));
  }

  private Marks tried(Arm arm, double rate) throws IOException {
    try (Seeing model = seeing(arm)) {
      String name = "%s-at-%s".formatted(arm.name(), rate);
      learn(model, stage(arm, name, budget.searchSteps(), rate), arm.frames());
      return model.take(exam(Split.VALIDATION, arm.frames()), arm.forms());
    }
  }

  private void train(Arm arm, Stage stage) throws IOException {
    try (Seeing model = seeing(arm)) {
      learn(model, stage, arm.frames());
      Student student = model.student();
      new TrainedCheckpoint(arm.from(), DType.FP32)
          .write(
              directory.resolve(arm.name()),
              student.parameters().keySet(),
              student::copy,
              Training.settings(arm.name()));
    }
  }

  /** Goes on where it was stopped. */
  private void learn(Seeing model, Stage stage, int[] frames) throws IOException {
    Map<Integer, Double> windows = new HashMap<>();
    for (int length : frames) {
      windows.put(length, 1.0);
    }
    QuestionMix mix = QuestionMix.standard().with(QuestionType.CAPTION, 0.5);
    ExampleSource source =
        new WorldExamples(
            number -> world.scene(Split.TRAIN, number),
            WorldQuestions.of(mix),
            Split.TRAIN,
            windows,
            budget.questions(),
            false);
    Objective objective =
        new LessonObjective(stage, source, model.student(), null, model.compressor());
    Path states = directory.resolve("state").resolve(stage.name());
    try (CheckpointFolder folder = CheckpointFolder.open(states);
        StageTrainer trainer = new StageTrainer(stage, objective, model.student(), SEED)) {
      TrainingRecorder recorder = new TrainingRecorder(stage, 0, 0, null, progress);
      new StageRun(stage, model.student(), trainer, folder).finish(recorder);
    }
  }

  /** Marks a model that sees windows in a form. */
  Marks marks(Path model, WindowForm form, int[] frames) {
    try (Student student = Student.load(model, compute)) {
      return exam(Split.HELD_OUT, frames).take(student, batch -> student.logits(batch, form));
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
      return exam(Split.HELD_OUT, windows)
          .take(student, batch -> student.logits(batch.newest(frames), full));
    }
  }

  /** Trains a baseline and marks it; what it learns beside the model is not kept. */
  Marks baseline(Arm arm) throws Exception {
    double rate = rate(arm);
    try (Seeing model = seeing(arm)) {
      learn(model, stage(arm, arm.name(), arm.steps(), rate), arm.frames());
      return model.take(exam(Split.HELD_OUT, arm.frames()), arm.forms());
    }
  }

  private Seeing seeing(Arm arm) {
    Student student = Student.load(arm.from(), compute);
    return new Seeing(student, arm.kind() == null ? null : drawn(arm.kind(), student));
  }

  /** Made of the same numbers whatever was drawn before, or not at all since a kill. */
  static Compressor drawn(Function<Student, Compressor> kind, Student student) {
    torch.manual_seed(SEED);
    return kind.apply(student);
  }

  private ArmExam exam(Split split, int[] frames) {
    CpuThreads.shareInTraining(compute);
    return new ArmExam(world, split, QuestionMix.standard(), frames, budget.windows());
  }

  private Stage stage(Arm arm, String name, long steps, double rate) {
    return new Stage(
        name,
        List.of(Stage.Part.PROJECTOR, Stage.Part.DECODER),
        arm.forms(),
        steps,
        budget.batch(),
        rate,
        0.03,
        0.01,
        1,
        0,
        1,
        Stage.Method.MUON);
  }
}
