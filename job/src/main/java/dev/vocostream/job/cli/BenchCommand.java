package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.local.ScratchDirectory;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.benchmark.ModelBenchmark;
import dev.vocostream.model.weights.ModelShape;
import dev.vocostream.model.weights.UntrainedCheckpoint;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code voco bench}: how fast things are here. */
@Command(
    name = "bench",
    description = "Measures, and says under which conditions.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {BenchCommand.Model.class, BenchDecodeCommand.class, BenchJobCommand.class})
final class BenchCommand {

  /** {@code voco bench model}. */
  @Command(
      name = "model",
      description = {
        "Measures compressing and answering with a checkpoint, or with a generated one, against",
        "what this machine can multiply. A machine that does nothing else gives the best figures."
      },
      mixinStandardHelpOptions = true)
  static final class Model implements Callable<Integer> {
    private static final long SEED = 7;

    @Option(names = "--model", paramLabel = "DIR", description = "Checkpoint directory.")
    private Path directory;

    @Option(
        names = "--shape",
        defaultValue = "mid",
        description = "Generated shape, where no checkpoint is given. Default ${DEFAULT-VALUE}.")
    private String shape;

    @Option(names = "--device", defaultValue = "cpu", description = "cpu, cuda or cuda:N.")
    private String device;

    @Option(names = "--compute", defaultValue = "fp32", description = "fp32, bf16 or fp16.")
    private DType compute;

    @Option(names = "--threads", defaultValue = "0", description = "0: one for each core.")
    private int threads;

    @Option(
        names = "--rounds",
        defaultValue = "5",
        description = "How often each thing is measured. Default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
      Screen screen = Screen.of(json);
      if (directory != null) {
        show(screen, directory);
        return 0;
      }
      ModelShape generated = ModelShape.named(shape);
      try (ScratchDirectory scratch = ScratchDirectory.create("voco-bench")) {
        Path model = scratch.path().resolve("model");
        screen.step(
            "generating " + shape,
            () -> {
              UntrainedCheckpoint.write(model, SEED, generated, DType.FP32);
              return model;
            });
        show(screen, model);
      }
      return 0;
    }

    private Compute compute() {
      try {
        return new Compute(device, compute, threads);
      } catch (IllegalArgumentException e) {
        throw new SetupException(e.getMessage());
      }
    }

    private void show(Screen screen, Path model) throws Exception {
      if (rounds < 1) {
        throw new SetupException("--rounds must be positive, was " + rounds);
      }
      Compute on = compute();
      ObjectNode figures =
          screen.step(
              "measuring in %d rounds".formatted(rounds),
              () -> ModelBenchmark.run(model, on, rounds, doing -> {}));
      if (json) {
        screen.message(figures.toString());
      } else {
        BenchmarkText.lines(figures).forEach(screen::say);
      }
    }
  }
}
