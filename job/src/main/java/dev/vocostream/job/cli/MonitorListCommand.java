package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.job.kafka.MonitorDesk;
import dev.vocostream.job.kafka.MonitorDesk.Standing;
import dev.vocostream.operators.Monitor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code voco monitors list}: all standing questions, and how they stand on each camera. */
@Command(
    name = "list",
    description = "Shows all standing questions: raised or clear, since when, last score.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  voco monitors list",
      "  voco monitors list --json | jq 'select(.state == \"raised\")'"
    })
final class MonitorListCommand implements Callable<Integer> {
  private static final String NONE = "-";

  @Mixin private BrokerOptions broker;

  @Option(
      names = "--json",
      description = "Print an object a line for each monitor and camera, and nothing else.")
  private boolean json;

  @Override
  public Integer call() {
    Screen screen = Screen.of(json);
    TextTable table =
        new TextTable("MONITOR", "CAMERA", "STATE", "SINCE", "SCORE", "AT", "QUESTION");
    try (MonitorDesk desk = new MonitorDesk(broker.kafka())) {
      Map<String, Monitor> monitors = desk.monitors();
      for (Monitor monitor : monitors.values()) {
        for (ObjectNode row : rowsOf(monitor, desk.standings(monitor.id()))) {
          if (json) {
            screen.message(row.toString());
          } else {
            table.add(cells(row));
          }
        }
      }
      if (!json) {
        table.lines().forEach(screen::say);
      }
      if (monitors.isEmpty()) {
        screen.say("no monitors; voco monitors add ID QUESTION adds one");
      }
      return 0;
    }
  }

  /** One for each camera that it watches and was found anything on; else one without a camera. */
  private static List<ObjectNode> rowsOf(Monitor monitor, Map<String, Standing> standings) {
    List<ObjectNode> rows =
        standings.entrySet().stream()
            .filter(each -> monitor.watches(each.getKey()))
            .map(each -> row(monitor, each.getKey(), each.getValue()))
            .toList();
    return rows.isEmpty() ? List.of(row(monitor, null, new Standing(null, null))) : rows;
  }

  private static ObjectNode row(Monitor monitor, String camera, Standing standing) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("monitor", monitor.id());
    if (camera != null) {
      row.put("camera", camera);
      row.put("state", standing.isRaised() ? "raised" : "clear");
    }
    if (standing.alert() != null) {
      row.set("since", standing.alert().get("at"));
    }
    if (standing.score() != null) {
      row.set("probability", standing.score().get("probability"));
      row.set("at", standing.score().get("at"));
    }
    row.put("text", monitor.text());
    return row;
  }

  private static List<String> cells(JsonNode row) {
    return List.of(
        row.path("monitor").asText(),
        row.path("camera").asText(NONE),
        row.path("state").asText(NONE),
        TextTable.seconds(row.path("since").asText(NONE)),
        row.hasNonNull("probability")
            ? String.format(Locale.ROOT, "%.2f", row.path("probability").asDouble())
            : NONE,
        TextTable.seconds(row.path("at").asText(NONE)),
        row.path("text").asText());
  }
}
