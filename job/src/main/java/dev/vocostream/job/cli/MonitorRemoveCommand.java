package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.vocostream.job.kafka.MonitorDesk;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code voco monitors remove}: not asked any more. */
@Command(
    name = "remove",
    description = "Removes a standing question; an alert that it has raised is cleared.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  voco monitors remove person"})
final class MonitorRemoveCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "Id of the monitor.")
  private String id;

  @Mixin private BrokerOptions broker;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  @Override
  public Integer call() {
    Screen screen = Screen.of(json);
    try (MonitorDesk desk = new MonitorDesk(broker.kafka())) {
      desk.remove(id);
      screen.say("monitor '%s' removed".formatted(id));
      if (json) {
        screen.message(
            JsonNodeFactory.instance
                .objectNode()
                .put("monitor", id)
                .put("change", "removed")
                .toString());
      }
      return 0;
    }
  }
}
