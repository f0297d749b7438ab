package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.kafka.CameraDesk;
import dev.vocostream.job.kafka.CameraDesk.Status;
import dev.vocostream.operators.CameraSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that change a camera have in common: they write, and wait for the job. */
final class CameraChange {
  private static final int NOT_TAKEN_UP = 3;
  private static final Duration PAUSE = Duration.ofMillis(200);

  @Mixin private BrokerOptions broker;

  @Option(
      names = "--wait",
      defaultValue = "PT10S",
      description = "How long to wait until the job has done it; default ${DEFAULT-VALUE}.")
  private Duration wait;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  /** Writes something with the desk; may refuse. */
  interface Write {
    void with(CameraDesk desk);
  }

  /**
   * @param done what became of the camera, such as "added"
   * @param seen whether its status shows that the job has done it; empty where there is none
   * @param hint what may be the matter if it does not
   * @return the exit code
   */
  int run(String id, String done, Write write, Predicate<Optional<Status>> seen, String hint)
      throws InterruptedException {
    Screen screen = Screen.of(json);
    try (CameraDesk desk = new CameraDesk(broker.kafka())) {
      write.with(desk);
      boolean taken = await(desk, id, seen);
      String state =
          Optional.ofNullable(desk.status().get(id))
              .map(status -> status.message().path("state").asText())
              .orElse(null);
      if (json) {
        screen.message(
            JsonNodeFactory.instance
                .objectNode()
                .put("camera", id)
                .put("change", done)
                .put("done", taken)
                .put("state", state)
                .toString());
      }
      if (taken || wait.isZero()) {
        screen.say(
            "camera '%s' %s%s"
                .formatted(id, taken ? done : "to be " + done, state == null ? "" : ": " + state));
        return 0;
      }
      screen.say(
          "camera '%s' to be %s: written, but the job has not done it within %s; %s"
              .formatted(id, done, Screen.seconds(wait), hint));
      return NOT_TAKEN_UP;
    }
  }

  private boolean await(CameraDesk desk, String id, Predicate<Optional<Status>> seen)
      throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    while (System.nanoTime() < end) {
      if (seen.test(Optional.ofNullable(desk.status().get(id)))) {
        return true;
      }
      Thread.sleep(PAUSE.toMillis());
    }
    return false;
  }

  /**
   * The camera as it stands on the topic.
   *
   * @throws SetupException if it does not
   */
  static CameraSettings known(CameraDesk desk, String id) {
    CameraSettings camera = desk.cameras().get(id);
    if (camera == null) {
      throw new SetupException(
          "camera '%s': expected one that was added, found none; one of the job's file is changed there, voco cameras list shows all"
              .formatted(id));
    }
    return camera;
  }

  /** Whether the status shows this state, or any other one. */
  static Predicate<Optional<Status>> isPaused(boolean paused) {
    return status ->
        status.isPresent()
            && status.get().message().path("state").asText().equals("paused") == paused;
  }
}
