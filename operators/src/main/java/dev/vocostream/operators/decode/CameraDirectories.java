package dev.vocostream.operators.decode;

import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The directories that files of cameras are under. Whoever may name a camera, as anybody who can
 * write to a topic can, must not come to see any other video of this machine.
 */
final class CameraDirectories {
  private final List<Path> directories;

  /**
   * @param directories null: files may be anywhere, where nobody else names cameras
   */
  CameraDirectories(List<String> directories) {
    this.directories =
        directories == null
            ? null
            : directories.stream().map(text -> Path.of(text).toAbsolutePath().normalize()).toList();
  }

  /**
   * By its name and, if it is there, by where links lead; says nothing of what is elsewhere, not
   * even whether it exists.
   *
   * @throws VideoException with {@link Fault#BLOCKED} if it is in none of them
   */
  void check(Path file) throws VideoException {
    if (directories == null) {
      return;
    }
    Path named = file.toAbsolutePath().normalize();
    for (Path directory : directories) {
      if (named.startsWith(directory) && staysIn(directory, named)) {
        return;
      }
    }
    throw new VideoException(
        Fault.BLOCKED,
        "%s: is not under the directories of camera files %s; list its directory in gate.files"
            .formatted(file, directories));
  }

  private static boolean staysIn(Path directory, Path named) {
    try {
      return !Files.exists(named) || named.toRealPath().startsWith(directory.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }
}
