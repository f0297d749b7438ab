package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.job.console.Console;
import dev.vocostream.job.console.Entrance;
import dev.vocostream.job.console.Role;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code voco console}: the web page of a job that runs elsewhere. */
@Command(
    name = "console",
    description = {
      "Serves the console page on 127.0.0.1: to who has a printed link, each good once, or, with",
      "a users file, to who logs in with a password.",
      "From another machine, reach it by a tunnel, ssh -L 8090:127.0.0.1:8090 HOST, or behind a",
      "proxy that speaks TLS: --users FILE --url https://NAME."
    },
    mixinStandardHelpOptions = true,
    subcommands = ConsoleUserCommand.class,
    footer = {
      "",
      "Examples:",
      "  voco console",
      "  voco console --config voco.yaml --port 8095",
      "  voco console --role view --role admin      a link for each of two persons",
      "  voco console user anna --role ask >> console-users",
      "  voco console --users console-users --url https://cameras.example.org",
      "",
      "Exit codes: 0 stopped by Ctrl-C, 1 not possible, 2 wrong use."
    })
final class ConsoleCommand implements Callable<Integer> {
  @Mixin private BrokerOptions broker;

  @Option(names = "--port", defaultValue = "8090", description = "Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Another one needs --users, and a proxy that speaks TLS: 0.0.0.0 for all.")
  private String listen;

  @Option(
      names = "--users",
      paramLabel = "FILE",
      description = "Who may log in: lines that `voco console user` prints.")
  private Path users;

  @Option(
      names = "--url",
      paramLabel = "https://NAME",
      description = "What people type, where a proxy stands in front.")
  private URI url;

  @Option(
      names = "--role",
      description = {
        "Print a link, for who may view, ask as well (the default without --users), or admin: add",
        "and remove cameras and monitors as well. May be repeated."
      })
  private List<Role> roles;

  @Option(
      names = "--json",
      description = "Print {\"url\":\"...\",\"links\":{\"ask\":\"...\"}} and nothing else.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Screen screen = Screen.of(json);
    Entrance entrance = new Entrance(Entrance.address(listen), port, url, users);
    Console console = Console.start(broker.kafka(), broker.cameraJson(), entrance);
    ObjectNode all = JsonNodeFactory.instance.objectNode().put("url", console.home());
    ObjectNode links = all.putObject("links");
    if (users != null) {
      screen.say("console, by password " + console.home());
    }
    for (Role role : printed()) {
      String word = role.word();
      links.put(word, console.link(role));
      screen.say("console, to %-6s %s".formatted(word, console.link(role)));
    }
    if (json) {
      screen.message(all.toString());
    }
    screen.say((links.isEmpty() ? "" : "Each link is good once. ") + "Ctrl-C stops the console.");
    Thread.currentThread().join();
    return 0;
  }

  /** Where there are passwords, a link in a log would be a way around them. */
  private List<Role> printed() {
    if (roles != null) {
      return roles;
    }
    return users == null ? List.of(Role.ASK) : List.of();
  }
}
