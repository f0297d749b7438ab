package dev.vocostream.job.cli;

import dev.vocostream.job.SetupException;
import dev.vocostream.model.DType;
import dev.vocostream.model.ModelDescription;
import dev.vocostream.model.serving.CheckpointSource;
import dev.vocostream.model.weights.ModelShape;
import dev.vocostream.model.weights.UntrainedCheckpoint;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code voco model}: checkpoints. */
@Command(
    name = "model",
    description = "Works on checkpoints.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ModelCommand.Generate.class, InspectCommand.class, ManifestCommand.class})
final class ModelCommand {

  /** {@code voco model generate}. */
  @Command(
      name = "generate",
      description = {
        "Writes a small checkpoint with seeded, untrained weights in the LLaVA layout.",
        "The same seed writes the same bytes."
      },
      mixinStandardHelpOptions = true)
  static final class Generate implements Callable<Integer> {
    @Option(names = "--seed", defaultValue = "7", description = "Default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--out", required = true, description = "Directory to write.")
    private Path out;

    @Override
    public Integer call() throws Exception {
      Screen screen = Screen.of(false);
      ModelDescription written = screen.step("writing " + out, this::write);
      screen.say("  " + Words.of(written));
      return 0;
    }

    private ModelDescription write() throws IOException {
      try {
        UntrainedCheckpoint.write(out, seed, ModelShape.TINY);
      } catch (FileAlreadyExistsException e) {
        throw new SetupException(e.getMessage());
      }
      return new CheckpointSource(out.toString(), DType.FP16).describe();
    }
  }
}
