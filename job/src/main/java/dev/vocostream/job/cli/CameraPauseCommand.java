package dev.vocostream.job.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code voco cameras pause}: rest. */
@Command(
    name = "pause",
    description = "Stops decoding a camera; what it remembers stays and can be asked.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  voco cameras pause door"})
final class CameraPauseCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "Id of the camera.")
  private String id;

  @Mixin private CameraChange change;

  @Override
  public Integer call() throws InterruptedException {
    return change.run(
        id,
        "paused",
        desk -> CameraChange.put(desk, CameraChange.known(desk, id).paused(true), "paused"::equals),
        "is it running?");
  }
}
