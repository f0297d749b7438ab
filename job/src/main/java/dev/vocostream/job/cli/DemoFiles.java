package dev.vocostream.job.cli;

import dev.vocostream.job.JobConfig;
import dev.vocostream.model.weights.BundledModel;
import dev.vocostream.operators.decode.DemoScene;
import dev.vocostream.operators.decode.WorldClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a demo: a model, two clips, and the configuration that names them. */
final class DemoFiles {
  private static final String CONFIG =
      """
      model:
        directory: model
      kafka:
        bootstrap-servers: 127.0.0.1:%d
      checkpoints:
        directory: checkpoints
        interval: PT1S
      ui-port: %d
      snapshots: {enabled: true}
      gate: {schemes: [http], allow: [127.0.0.0/8], patience: PT5S}
      cameras:
        - {id: yard, url: yard.mp4, fps: 1, play: loop, pace: live, retain: PT5M}
        - {id: door, url: door.mp4, fps: 1, play: loop, pace: live, retain: PT5M}
      """;

  static final double CLIP_FPS = WorldClip.FPS;

  private final Path directory;

  DemoFiles(Path directory) {
    this.directory = directory;
  }

  /** What a camera of the demo sees. */
  static DemoScene scene(String camera) {
    return camera.equals("yard") ? DemoScene.YARD : DemoScene.DOOR;
  }

  Path broker() {
    return directory.resolve("broker");
  }

  /** What the network cameras of the demo show; {@link #CLIP_FPS} pictures a second. */
  Path rtspClip() {
    return directory.resolve("gate.h264");
  }

  /** Draws the scenes and unpacks the model. */
  Path write() throws IOException {
    BundledModel.write(directory.resolve("model"));
    DemoScene.YARD.write(directory.resolve("yard.mp4"));
    DemoScene.DOOR.write(directory.resolve("door.mp4"));
    DemoScene.DOOR.write(rtspClip());
    return directory;
  }

  JobConfig config(int brokerPort, int uiPort) throws IOException {
    Path file = directory.resolve("voco.yaml");
    Files.writeString(file, CONFIG.formatted(brokerPort, uiPort));
    return JobConfig.read(file);
  }
}
