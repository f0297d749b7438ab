package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.job.console.Console;
import dev.vocostream.job.console.Role;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code voco console}: the web page of a job that runs elsewhere. */
@Command(
    name = "console",
    description = {
      "Serves the console page on 127.0.0.1 and prints links to it, each good once.",
      "From another machine, reach it by a tunnel: ssh -L 8090:127.0.0.1:8090 HOST"
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  voco console",
      "  voco console --config voco.yaml --port 8095",
      "  voco console --role view --role admin      a link for each of two persons",
      "",
      "Exit codes: 0 stopped by Ctrl-C, 1 not possible, 2 wrong use."
    })
final class ConsoleCommand implements Callable<Integer> {
  @Mixin private BrokerOptions broker;

  @Option(names = "--port", defaultValue = "8090", description = "Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--role",
      description = {
        "What who opens the link may do: view, ask as well (the default), or admin: add and",
        "remove cameras and monitors as well. May be repeated."
      })
  private List<Role> roles = List.of(Role.ASK);

  @Option(names = "--json", description = "Print {\"links\":{\"ask\":\"...\"}} and nothing else.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Screen screen = Screen.of(json);
    Console console = Console.start(broker.kafka(), port);
    ObjectNode links = JsonNodeFactory.instance.objectNode();
    for (Role role : roles) {
      String word = role.name().toLowerCase(Locale.ROOT);
      links.put(word, console.link(role));
      screen.say("console, to %-6s %s".formatted(word, console.link(role)));
    }
    if (json) {
      ObjectNode all = JsonNodeFactory.instance.objectNode();
      all.set("links", links);
      screen.message(all.toString());
    }
    screen.say("Each link is good once. Ctrl-C stops the console.");
    Thread.currentThread().join();
    return 0;
  }
}
