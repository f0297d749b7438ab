package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.job.kafka.MonitorDesk;
import dev.vocostream.job.kafka.MonitorJson;
import dev.vocostream.operators.Monitor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code voco monitors add}: a new standing question, or another one of its id. */
@Command(
    name = "add",
    description = {
      "Adds a standing question that is answered by yes or no; where there is one of this id,",
      "it is replaced and begins anew, unless it is the same."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  voco monitors add person --camera yard \"Is a person there?\" --every PT5S --last PT10S",
      "  voco monitors add smoke \"Is there smoke?\" --raise-above 0.8 --clear-below 0.4",
      "  voco monitors add car --camera gate --camera yard \"Is a car there?\" --cool-down PT1M"
    })
final class MonitorAddCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "ID", description = "Id of the monitor.")
  private String id;

  @Parameters(index = "1", paramLabel = "QUESTION", description = "To be answered by yes or no.")
  private String text;

  @Option(
      names = "--camera",
      description = "Camera to watch, may be repeated; default: all there are and will be.")
  private List<String> cameras = List.of();

  @Option(
      names = "--every",
      defaultValue = "PT0S",
      description = "How often it is asked, by the camera's clock; default: with every sample.")
  private Duration every;

  @Option(
      names = "--last",
      description = "How much is looked at, back from the newest frame; default: all there is.")
  private Duration last;

  @Option(
      names = "--raise-above",
      defaultValue = "0.7",
      description = "A probability of yes above this raises an alert; default ${DEFAULT-VALUE}.")
  private double raiseAbove;

  @Option(
      names = "--clear-below",
      description = "A probability of yes below this clears it; default 0.3, or --raise-above.")
  private Double clearBelow;

  @Option(
      names = "--cool-down",
      defaultValue = "PT0S",
      description = "At least so long lies between two alerts of a camera; default none.")
  private Duration coolDown;

  @Option(names = "--until", description = "Instant of the last frame looked at; default: none.")
  private Instant until;

  @Mixin private BrokerOptions broker;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  @Override
  public Integer call() {
    Screen screen = Screen.of(json);
    try (MonitorDesk desk = new MonitorDesk(broker.kafka())) {
      Monitor monitor = monitor();
      desk.put(monitor);
      Set<String> unknown = desk.unknownCameras(monitor);
      screen.say("monitor '%s' added; voco watch shows its alerts".formatted(id));
      for (String camera : unknown) {
        screen.say(
            "  camera '%s' is not known to the job yet; it is watched when it is"
                .formatted(camera));
      }
      if (json) {
        ObjectNode done = JsonNodeFactory.instance.objectNode();
        done.put("monitor", id).put("change", "added");
        unknown.forEach(done.putArray("unknownCameras")::add);
        screen.message(done.toString());
      }
      return 0;
    }
  }

  private Monitor monitor() {
    return new Monitor(
        id,
        cameras,
        text,
        every.toMillis(),
        last == null ? null : (Long) last.toMillis(),
        raiseAbove,
        clearBelow == null ? MonitorJson.clearBelow(raiseAbove) : clearBelow,
        coolDown.toMillis(),
        until == null ? null : (Long) until.toEpochMilli());
  }
}
