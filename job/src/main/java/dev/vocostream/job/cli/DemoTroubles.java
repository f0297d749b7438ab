package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.job.kafka.CameraDesk;
import dev.vocostream.job.kafka.CameraDesk.Status;
import dev.vocostream.job.kafka.KafkaSettings;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import dev.vocostream.operators.simulated.H264Clip;
import dev.vocostream.operators.simulated.RtspFault;
import dev.vocostream.operators.simulated.RtspServer;
import dev.vocostream.operators.simulated.RtspSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Three network cameras that are added while the job runs: an RTSP camera that is switched off and
 * on again, one that hangs, and one whose URL leads where nobody should dial.
 */
final class DemoTroubles implements AutoCloseable {
  /** The one that comes back. */
  static final String GATE = "gate";

  private static final String SHED = "shed";
  private static final String TRAP = "trap";
  private static final String METADATA_OF_A_CLOUD = "http://169.254.169.254/latest/meta-data/";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration AWAY = Duration.ofSeconds(4);
  private static final Duration LOOK = Duration.ofMillis(200);

  // -- configuration
  private final Screen screen;
  private final KafkaSettings kafka;
  private final RtspSettings settings;

  // -- runtime
  private final RtspServer hung;
  private RtspServer camera;
  private CameraDesk desk;
  private final Map<String, String> told = new HashMap<>();

  /**
   * @param clip what the cameras show, H.264 with start codes
   */
  DemoTroubles(Screen screen, KafkaSettings kafka, Path clip, double fps) throws IOException {
    this.screen = screen;
    RtspSettings any = RtspSettings.of(H264Clip.read(clip, fps));
    camera = RtspServer.start(any);
    settings = any.withPort(camera.port()); // it comes back where it was
    hung = RtspServer.start(any);
    hung.fault(RtspFault.of(RtspFault.Kind.SILENT_AFTER_PLAY));
    this.kafka = kafka;
  }

  /** From adding them to the return of the one that was off; says each change of a state. */
  void show() throws IOException, InterruptedException {
    screen.say("Three network cameras are added while the job runs: one RTSP camera, one that");
    screen.say("hangs, and one whose URL leads where nobody should dial.");
    try (CameraDesk open = new CameraDesk(kafka)) {
      desk = open;
      add(GATE, camera.url());
      add(SHED, hung.url());
      add(TRAP, METADATA_OF_A_CLOUD);
      await(GATE, is("online"));
      await(SHED, is("stalled"));
      await(TRAP, is("blocked"));
      switchOffAndOn();
      screen.say("");
      table().forEach(line -> screen.say("  " + line));
      screen.say("");
    }
  }

  private void switchOffAndOn() throws IOException, InterruptedException {
    screen.say("  camera '%s' is switched off ..".formatted(GATE));
    camera.close();
    await(GATE, is("online").negate());
    watch(AWAY);
    screen.say("  .. and on again");
    camera = RtspServer.start(settings);
    await(GATE, is("online"));
    watch(AWAY);
  }

  private void add(String id, String url) {
    desk.put(
        new CameraSettings(
            id, url, 1, Play.LOOP, Pace.LIVE, Duration.ofMinutes(5), 1_000, 64L << 20));
  }

  private static Predicate<JsonNode> is(String state) {
    return status -> status.path("state").asText().equals(state);
  }

  /** Waits for a camera to come into a state, but not for ever: the demo goes on without. */
  private void await(String id, Predicate<JsonNode> wanted) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Status status = look().get(id);
      if (status != null && wanted.test(status.message())) {
        return;
      }
      Thread.sleep(LOOK.toMillis());
    }
  }

  private void watch(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      look();
      Thread.sleep(LOOK.toMillis());
    }
  }

  /** How the cameras are; says what is new of these three. */
  private Map<String, Status> look() {
    Map<String, Status> now = desk.status();
    for (String id : List.of(GATE, SHED, TRAP)) {
      JsonNode status = now.containsKey(id) ? now.get(id).message() : null;
      if (status != null) {
        String reason = status.path("reason").asText();
        String state = status.path("state").asText() + (reason.isEmpty() ? "" : ": " + reason);
        if (!state.equals(told.put(id, state))) {
          screen.say("  %s %s".formatted(id, state));
        }
      }
    }
    return now;
  }

  private List<String> table() {
    Map<String, JsonNode> all = new TreeMap<>();
    desk.status().forEach((id, status) -> all.put(id, status.message()));
    return CameraTable.lines(all.values());
  }

  @Override
  public void close() {
    camera.close();
    hung.close();
  }
}
