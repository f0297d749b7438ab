package dev.vocostream.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether everybody may write to a checkpoint: who can decides what the job says it saw, and Flink
 * reads it as its own. A group is the operator's to trust: volumes of containers are written to by
 * one.
 */
final class ForeignHands {
  private static final int BY_ALL = 0002;
  private static final int STICKY = 01000; // there nobody takes away what is another's

  private ForeignHands() {}

  /**
   * @param checkpoint its directory; need not be there
   * @throws SetupException naming what everybody may write to
   */
  static void refuse(Path checkpoint) {
    try {
      for (Path place : places(checkpoint)) {
        if (isForAll(place)) {
          throw new SetupException(
              "checkpoint %s: expected that not everybody may write to it, found that everybody may write to %s; if you trust who could, chmod -R o-w it"
                  .formatted(checkpoint, place));
        }
      }
    } catch (IOException | UnsupportedOperationException unknown) {
      // not there, or not of a system that has rights: Flink will say so, or there is nothing to
      // say
    }
  }

  /** The directory, what is in it, where it lies, and what it shares with other checkpoints. */
  private static List<Path> places(Path checkpoint) throws IOException {
    List<Path> places = new ArrayList<>();
    Path parent = checkpoint.toAbsolutePath().getParent();
    if (parent != null) {
      places.add(parent);
      places.add(parent.resolve("shared"));
    }
    try (Stream<Path> files = Files.walk(checkpoint, 1)) {
      files.forEach(places::add);
    }
    return places.stream().filter(Files::exists).toList();
  }

  private static boolean isForAll(Path place) throws IOException {
    int mode = (Integer) Files.getAttribute(place, "unix:mode");
    return (mode & BY_ALL) != 0 && (mode & STICKY) == 0;
  }
}
