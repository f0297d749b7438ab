package dev.vocostream.job.cli;

import dev.vocostream.job.console.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code voco console}: the web page of a job that runs elsewhere. */
@Command(
    name = "console",
    description = {
      "Serves the console page on 127.0.0.1 and prints a link to it that is good once.",
      "From another machine, reach it by a tunnel: ssh -L 8090:127.0.0.1:8090 HOST"
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  voco console",
      "  voco console --config voco.yaml --port 8095",
      "",
      "Exit codes: 0 stopped by Ctrl-C, 1 not possible, 2 wrong use."
    })
final class ConsoleCommand implements Callable<Integer> {
  @Mixin private BrokerOptions broker;

  @Option(names = "--port", defaultValue = "8090", description = "Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(names = "--json", description = "Print {\"link\":\"...\"} and nothing else.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Screen screen = Screen.of(json);
    Console console = Console.start(broker.kafka(), port);
    if (json) {
      screen.message("{\"link\":\"%s\"}".formatted(console.link()));
    }
    screen.say("console  " + console.link());
    screen.say("The link is good once. Ctrl-C stops the console.");
    Thread.currentThread().join();
    return 0;
  }
}
