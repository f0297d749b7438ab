package dev.vocostream.job.cli;

import dev.vocostream.job.cli.CameraChange.Written;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code voco cameras remove}: away, and its memory with it. */
@Command(
    name = "remove",
    description = {
      "Removes a camera and erases what is remembered of it.",
      "Its bytes are gone when retained checkpoints have turned over."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  voco cameras remove door"})
final class CameraRemoveCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "Id of the camera.")
  private String id;

  @Mixin private CameraChange change;

  @Override
  public Integer call() throws InterruptedException {
    return change.run(
        id,
        "removed",
        desk -> {
          CameraChange.known(desk, id);
          return new Written(desk.remove(id), () -> desk.isGone(id));
        },
        "is it running, or was the camera never taken, or does the job's file name it too?");
  }
}
