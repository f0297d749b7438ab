package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.decode.live.CameraAccess;
import dev.vocostream.operators.decode.live.LiveConnections;
import dev.vocostream.operators.gate.Scheme;
import dev.vocostream.operators.simulated.H264Clip;
import dev.vocostream.operators.simulated.RtspServer;
import dev.vocostream.operators.simulated.RtspSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A reader that watches network cameras, driven as by its task, and what must be left of it. */
abstract class WatchedCameras {
  static final double FPS = 10;
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  @TempDir static Path dir;

  static H264Clip clip;

  final CountingGroup metrics = new CountingGroup();
  DrivenReader reader;

  @BeforeAll
  static void writeClip() throws Exception {
    clip = H264Clip.read(SelfDescribingClip.write(dir.resolve("clip.h264"), 40, FPS), FPS);
  }

  static RtspServer server() throws Exception {
    return RtspServer.start(RtspSettings.of(clip));
  }

  static CameraSettings camera(String id, String url, String credentials) {
    return new CameraSettings(
        id,
        url,
        1000,
        Play.LOOP,
        Pace.FAST,
        Duration.ofMinutes(10),
        1000,
        1L << 20,
        0,
        0,
        credentials,
        false,
        true);
  }

  static CameraSettings camera(String id, RtspServer server) {
    return camera(id, server.url(), "");
  }

  /** With a camera that sends nothing. */
  Duration patience() {
    return PATIENCE;
  }

  int camerasPerProcess() {
    return CameraAccess.CAMERAS_PER_PROCESS;
  }

  /** All of this machine. */
  CameraAccess access(String secretsFile) {
    return new CameraAccess(
            Set.of(Scheme.HTTP, Scheme.UDP, Scheme.RTMP, Scheme.RTMPS),
            List.of("127.0.0.0/8"),
            true,
            secretsFile,
            patience())
        .withCamerasPerProcess(camerasPerProcess());
  }

  /** Names and certificates as usual. */
  LiveConnections connections(CameraAccess access) {
    return new LiveConnections(access);
  }

  void watch(String secretsFile, CameraSettings... cameras) {
    CameraAccess access = access(secretsFile);
    List<CameraSplit> splits = new ArrayList<>();
    for (CameraSettings camera : cameras) {
      splits.add(CameraSplit.firstOf(camera, System.currentTimeMillis()));
    }
    CameraPlayer.Shared shared =
        new CameraPlayer.Shared(
            DrivenReader.FRAME_SIZE,
            InstantSource.system(),
            connections(access),
            new CameraDirectories(access.files()));
    reader = new DrivenReader(shared, metrics, splits);
  }

  void until(Predicate<CollectedEvents> done) throws Exception {
    assertThat(reader.runUntil(LONG, done)).as("ended").isFalse();
  }

  void untilFrames(String camera, int more) throws Exception {
    int wanted = frames(camera).size() + more;
    until(events -> events.framesOf(camera).size() >= wanted);
  }

  List<Frame> frames(String camera) {
    return reader.events.framesOf(camera);
  }

  CameraReport untilState(String camera, State state) throws Exception {
    until(events -> newest(camera) != null && newest(camera).state() == state);
    return newest(camera);
  }

  CameraReport newest(String camera) {
    List<CameraReport> reports = reader.events.reportsOf(camera);
    return reports.isEmpty() ? null : reports.get(reports.size() - 1);
  }

  @AfterEach
  void nothingIsLeft() {
    if (reader != null) {
      reader.close();
    }
    // Whoever closes while interrupted closes sockets and waits for no thread.
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () -> {
              assertThat(Offspring.decoders()).isEmpty();
              assertThat(Offspring.threads()).isEmpty();
            });
  }
}
