package dev.vocostream.job.cli;

import dev.vocostream.job.SetupException;
import dev.vocostream.job.cli.plot.EvaluationPlot;
import dev.vocostream.job.local.ScratchDirectory;
import dev.vocostream.model.DType;
import dev.vocostream.model.evaluation.EvaluationResult;
import dev.vocostream.model.evaluation.ExaminedModel;
import dev.vocostream.model.evaluation.FrameReading;
import dev.vocostream.model.evaluation.world.Marks;
import dev.vocostream.model.evaluation.world.WorldExam;
import dev.vocostream.model.evaluation.world.WorldReport;
import dev.vocostream.model.weights.BundledModel;
import dev.vocostream.model.world.QuestionMix;
import dev.vocostream.model.world.Questions;
import dev.vocostream.model.world.Split;
import dev.vocostream.model.world.World;
import dev.vocostream.model.world.WorldQuestions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code voco model evaluate}: how much of what a model says is right. */
@Command(
    name = "evaluate",
    description = {
      "Asks a model about scenes of the world that no training saw, of every type, and marks it.",
      "Beside it stands how far one gets without seeing anything, and seeing the last frame only."
    },
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  private static final int QUESTIONS = 12;

  private static final String BENCHMARK = "benchmark";
  private static final List<String> OF_THE_WORLD =
      List.of("--split", "--seed", "--windows", "--typed");

  @Option(names = "--model", description = "Checkpoint directory. Default: the bundled model.")
  private Path directory;

  @Option(
      names = "--split",
      defaultValue = "HELD_OUT",
      description = "train, validation or held_out. Default: held_out.")
  private Split split;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of the world; another one draws scenes that nobody has seen. Default 1.")
  private long seed;

  @Option(
      names = "--windows",
      defaultValue = "400",
      description = "Windows of 1 to 8 frames, twelve questions each. Default ${DEFAULT-VALUE}.")
  private int windows;

  @Option(
      names = "--typed",
      description =
          "Put every question as people type it: small letters, no mark at the end, a please.")
  private boolean typed;

  @Option(
      names = "--memory",
      defaultValue = "FP16",
      description = "What activations are stored as: fp16, bf16, fp32 or int8. Default fp16.")
  private DType memory;

  @Option(
      names = "--mode",
      defaultValue = "VOCO",
      description = {
        "voco: questions see the VoCo tokens of a frame, which is what serves. full: they see all",
        "of it. Of a model that learnt without compression, these are the lower and the upper",
        "bound. Default: voco."
      })
  private FrameReading.Mode mode;

  @Option(
      names = "--tokens",
      description = "VoCo tokens of a frame. Default: as many as the checkpoint says.")
  private Integer tokens;

  @Mixin private TrainingDevice device;

  @Option(
      names = "--plot",
      description = "File for a PNG with what was right of each type, and who does not look.")
  private Path plot;

  @Mixin(name = BENCHMARK)
  private BenchmarkOptions benchmark;

  @Option(names = "--json", description = "Print one JSON object on standard output.")
  private boolean json;

  @Spec private CommandSpec given;

  @Override
  public Integer call() throws Exception {
    Screen screen = Screen.of(json);
    requireHeeded();
    if (benchmark.scoreOnly) {
      return print(new BenchmarkEvaluation(benchmark, device.compute()).score(), screen);
    }
    if (directory != null) {
      return evaluate(screen);
    }
    try (ScratchDirectory scratch = ScratchDirectory.create("voco-model-")) {
      directory = scratch.path().resolve("model");
      BundledModel.write(directory);
      return evaluate(screen);
    }
  }

  /** What is asked for and passed over would be taken for done. */
  private void requireHeeded() {
    if (benchmark.name == null) {
      for (OptionSpec option : given.mixins().get(BENCHMARK).options()) {
        requireAbsent(option, "needs --benchmark: without, the world is asked about");
      }
      return;
    }
    for (String option : OF_THE_WORLD) {
      requireAbsent(
          given.findOption(option),
          "is of the world's questions, not of --benchmark: leave one of them out");
    }
  }

  private void requireAbsent(OptionSpec option, String why) {
    if (given.commandLine().getParseResult().hasMatchedOption(option)) {
      throw new SetupException(option.longestName() + " " + why);
    }
  }

  private int evaluate(Screen screen) throws Exception {
    requirePositive("--tokens", tokens == null ? 1 : tokens);
    requirePositive("--windows", windows);
    if (plot != null && (benchmark.name != null || !Files.isDirectory(folder(plot)))) {
      throw new SetupException(
          "--plot must be in a directory that exists, was %s; it draws types of the world's questions, no benchmark"
              .formatted(plot));
    }
    try (ExaminedModel model = load()) {
      return benchmark.name == null
          ? onWorld(model, screen)
          : print(new BenchmarkEvaluation(benchmark, device.compute()).run(model), screen);
    }
  }

  static void requirePositive(String option, int number) {
    if (number < 1) {
      throw new SetupException("%s must be positive, was %d".formatted(option, number));
    }
  }

  private ExaminedModel load() {
    FrameReading reading = new FrameReading(mode, tokens == null ? 0 : tokens, memory);
    try {
      return ExaminedModel.load(directory, device.compute(), reading);
    } catch (IllegalArgumentException e) { // more tokens than there is room for
      throw new SetupException(e.getMessage(), e);
    }
  }

  private static Path folder(Path file) {
    return file.toAbsolutePath().getParent();
  }

  private int onWorld(ExaminedModel model, Screen screen) throws Exception {
    Questions questions = WorldQuestions.of(QuestionMix.standard()).typed(typed ? 1 : 0);
    WorldExam exam = new WorldExam(new World(seed), questions, split, QUESTIONS);
    String step = "asking about %d windows, seed %d".formatted(windows, seed);
    Marks marks = screen.step(step, () -> exam.take(model, windows));
    var bound =
        screen.step("guessing without seeing", () -> WorldQuestions.blindBound(split, seed, 4_000));
    WorldReport report =
        new WorldReport(model.conditions(), split, seed, windows, typed, marks, bound);
    if (json) {
      screen.message(report.toJson());
    } else {
      report.lines().forEach(screen::say);
    }
    if (plot != null) {
      EvaluationPlot.write(report, plot);
      screen.say("drawn in " + plot);
    }
    return 0;
  }

  private int print(EvaluationResult result, Screen screen) {
    if (json) {
      screen.message(result.toJson().toString());
    } else {
      result.toText().lines().forEach(screen::say);
    }
    return 0;
  }
}
