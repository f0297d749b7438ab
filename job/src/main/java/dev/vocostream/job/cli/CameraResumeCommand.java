package dev.vocostream.job.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code voco cameras resume}: go on. */
@Command(
    name = "resume",
    description =
        "Goes on decoding a camera that was paused; a file where it stopped, at pace live where it"
            + " would be now.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  voco cameras resume door"})
final class CameraResumeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "Id of the camera.")
  private String id;

  @Mixin private CameraChange change;

  @Override
  public Integer call() throws InterruptedException {
    return change.run(
        id,
        "resumed",
        desk ->
            CameraChange.put(
                desk,
                CameraChange.known(desk, id).paused(false),
                state -> CameraChange.isHeardOf(state) && !state.equals("paused")),
        "is it running?");
  }
}
