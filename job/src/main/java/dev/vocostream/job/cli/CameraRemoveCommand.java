package dev.vocostream.job.cli;

import java.util.Optional;
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
          desk.remove(id);
        },
        Optional::isEmpty,
        "is it running, or does its file name the camera too?");
  }
}
