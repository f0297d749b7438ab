package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.vocostream.job.kafka.CameraDesk;
import dev.vocostream.job.kafka.CameraDesk.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code voco cameras list}: how all cameras are. */
@Command(
    name = "list",
    description =
        "Shows all cameras: state, since when, why, newest frame, frames remembered, how far its"
            + " own clock is ahead.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  voco cameras list", "  voco cameras list --json | jq .state"})
final class CameraListCommand implements Callable<Integer> {
  /** The job says every few seconds how a camera is; after this nobody does. */
  private static final Duration STALE = Duration.ofSeconds(30);

  @Mixin private BrokerOptions broker;

  @Option(names = "--json", description = "Print a voco.status message a line and nothing else.")
  private boolean json;

  @Override
  public Integer call() {
    Screen screen = Screen.of(json);
    try (CameraDesk desk = new CameraDesk(broker.kafka())) {
      Map<String, Status> told = desk.status();
      Map<String, JsonNode> cameras = new TreeMap<>();
      for (String id : desk.cameras().keySet()) {
        cameras.put(id, unknown(id));
      }
      told.forEach((id, status) -> cameras.put(id, status.message()));
      if (json) {
        cameras.values().forEach(message -> screen.message(message.toString()));
      } else {
        CameraTable.lines(cameras.values()).forEach(screen::say);
      }
      told.values().stream()
          .map(Status::at)
          .max(Instant::compareTo)
          .filter(newest -> newest.isBefore(Instant.now().minus(STALE)))
          .ifPresent(newest -> screen.say("as of " + newest + ": the job does not run now"));
      return 0;
    }
  }

  /** Of a camera that the job has said nothing of. */
  private static JsonNode unknown(String id) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("camera", id)
        .put("state", "unknown")
        .put("reason", "no word from the job; is it running?");
  }
}
