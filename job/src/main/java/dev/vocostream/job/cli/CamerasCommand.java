package dev.vocostream.job.cli;

import picocli.CommandLine.Command;

/** {@code voco cameras}: the cameras of a running job. */
@Command(
    name = "cameras",
    description = {
      "Lists, adds, removes, pauses and resumes cameras while the job runs.",
      "Cameras of the job's file are listed too; they are changed by adding one of the same id."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CameraListCommand.class,
      CameraAddCommand.class,
      CameraRemoveCommand.class,
      CameraPauseCommand.class,
      CameraResumeCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  voco cameras list",
      "  voco cameras add door /clips/door.mp4 --fps 2 --retain PT1H",
      "  voco cameras pause door",
      "  voco cameras remove door",
      "",
      "Exit codes: 0 done, 1 not possible, or refused by the job (one line says why), 2 wrong",
      "  use, 3 written, but the job has not done it within the time of --wait."
    })
final class CamerasCommand {}
