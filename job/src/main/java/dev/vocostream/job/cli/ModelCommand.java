package dev.vocostream.job.cli;

import picocli.CommandLine.Command;

/** {@code voco model}: checkpoints. */
@Command(
    name = "model",
    description = "Works on checkpoints.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      EvaluateCommand.class,
      GenerateCommand.class,
      GrowCommand.class,
      InspectCommand.class,
      ManifestCommand.class,
      ReproduceCommand.class,
      TrainCommand.class
    })
final class ModelCommand {}
