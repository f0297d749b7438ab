package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.kafka.CameraDesk;
import dev.vocostream.job.kafka.CameraDesk.Change;
import dev.vocostream.operators.CameraSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
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

  /**
   * What was written.
   *
   * @param isDone whether the job has said that it has done it
   */
  record Written(Change change, BooleanSupplier isDone) {}

  /**
   * @param done what became of the camera, such as "added"
   * @param write writes something with the desk; may refuse
   * @param hint what may be the matter if the job does not do it
   * @return the exit code
   * @throws SetupException if it was refused, here or by the job
   */
  int run(String id, String done, Function<CameraDesk, Written> write, String hint)
      throws InterruptedException {
    Screen screen = Screen.of(json);
    try (CameraDesk desk = new CameraDesk(broker.kafka(), broker.cameraJson())) {
      Written written = write.apply(desk);
      boolean taken = await(desk, id, written);
      String state = taken ? stateOf(desk, id) : null;
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

  private boolean await(CameraDesk desk, String id, Written written) throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    while (System.nanoTime() < end) {
      if (written.isDone().getAsBoolean()) {
        return true;
      }
      Optional<String> refusal = desk.whyRefused(written.change());
      if (refusal.isPresent()) {
        throw new SetupException(
            "camera '%s': the job refused it and leaves all as it was: %s"
                .formatted(id, refusal.get()));
      }
      Thread.sleep(PAUSE.toMillis());
    }
    return false;
  }

  /** Null where the job says nothing of the camera. */
  private static String stateOf(CameraDesk desk, String id) {
    return Optional.ofNullable(desk.status().get(id))
        .map(status -> status.message().path("state").asText())
        .orElse(null);
  }

  /**
   * Writes how the camera shall be.
   *
   * @param state which one shows that it is so, once the job has come to the change
   */
  static Written put(CameraDesk desk, CameraSettings camera, Predicate<String> state) {
    Change change = desk.put(camera);
    return new Written(
        change,
        () ->
            Optional.ofNullable(desk.status().get(camera.id()))
                .filter(status -> status.follows(change))
                .filter(status -> state.test(status.message().path("state").asText()))
                .isPresent());
  }

  /** Any but the one of a camera that was not heard of since it was changed. */
  static boolean isHeardOf(String state) {
    return !state.equals("starting");
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
}
