package dev.vocostream.job.cli;

import picocli.CommandLine.Command;

/** {@code voco monitors}: the standing questions of a running job. */
@Command(
    name = "monitors",
    description = {
      "Lists, adds and removes standing questions while the job runs.",
      "voco watch shows the alerts that they raise and clear."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {MonitorListCommand.class, MonitorAddCommand.class, MonitorRemoveCommand.class},
    footer = {
      "",
      "Examples:",
      "  voco monitors add person --camera yard \"Is a person there?\" --every PT5S --last PT10S",
      "  voco monitors list",
      "  voco monitors remove person",
      "",
      "Exit codes: 0 done, 1 not possible (one line says why), 2 wrong use."
    })
final class MonitorsCommand {}
