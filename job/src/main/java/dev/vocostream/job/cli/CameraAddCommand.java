package dev.vocostream.job.cli;

import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code voco cameras add}: a new camera, or new settings of one. */
@Command(
    name = "add",
    description = "Adds a camera; where there is one of this id, gives it these settings instead.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  voco cameras add door /clips/door.mp4 --fps 2 --retain PT1H",
      "  voco cameras add count /clips/count.mp4 --play once --pace fast",
      "  voco cameras add press /clips/press.mp4 --skip-unchanged false",
      "  voco cameras add yard rtsp://10.0.0.7/stream --credentials yard-login"
    })
final class CameraAddCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "ID", description = "Id of the camera.")
  private String id;

  @Parameters(index = "1", paramLabel = "URL", description = "Its URL, or the path of a file.")
  private String url;

  @Option(names = "--fps", defaultValue = "1", description = "Samples a second; default 1.")
  private double fps;

  @Option(
      names = "--retain",
      defaultValue = "PT10M",
      description = "How long a frame is remembered; default ${DEFAULT-VALUE}.")
  private Duration retain;

  @Option(
      names = "--max-frames",
      defaultValue = "10000",
      description = "Most frames remembered; default ${DEFAULT-VALUE}.")
  private int maxFrames;

  @Option(
      names = "--max-bytes",
      defaultValue = "1073741824",
      description = "Most bytes remembered; default ${DEFAULT-VALUE}.")
  private long maxBytes;

  @Option(
      names = "--tokens-per-frame",
      defaultValue = "0",
      description = "VoCo tokens kept of each frame; default: all.")
  private int tokensPerFrame;

  @Option(
      names = "--width",
      defaultValue = "0",
      description = "Pixels of the longer side; default: what the model sees.")
  private int width;

  @Option(names = "--credentials", defaultValue = "", description = "Name of the secret to use.")
  private String credentials;

  @Option(
      names = "--play",
      defaultValue = "loop",
      description = "What a file does at its end: once or loop; default ${DEFAULT-VALUE}.")
  private Play play;

  @Option(
      names = "--pace",
      defaultValue = "live",
      description = "How a file plays: live or fast; default ${DEFAULT-VALUE}.")
  private Pace pace;

  @Option(
      names = "--skip-unchanged",
      defaultValue = "true",
      arity = "1",
      paramLabel = "true|false",
      description =
          "Whether frames that show nothing new are not compressed; default ${DEFAULT-VALUE}.")
  private boolean skipUnchanged;

  @Option(names = "--paused", description = "Add it, but do not decode yet.")
  private boolean paused;

  @Mixin private CameraChange change;

  @Override
  public Integer call() throws InterruptedException {
    CameraSettings camera =
        new CameraSettings(
            id,
            url.contains("://") ? url : Path.of(url).toAbsolutePath().normalize().toString(),
            fps,
            play,
            pace,
            retain,
            maxFrames,
            maxBytes,
            tokensPerFrame,
            width,
            credentials,
            paused,
            skipUnchanged);
    return change.run(
        id,
        "added",
        desk -> CameraChange.put(desk, camera, CameraChange::isHeardOf),
        "is it running?");
  }
}
