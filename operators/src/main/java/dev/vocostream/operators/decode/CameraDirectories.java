package dev.vocostream.operators.decode;

import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
   * By its name and by where links lead; says nothing of what is elsewhere, not even whether it
   * exists.
   *
   * @return what is to be opened, without {@code ..}: the system would go up from where a link
   *     leads, which is another file than the one that was looked at
   * @throws VideoException with {@link Fault#BLOCKED} if it is in none of them
   */
  Path check(Path file) throws VideoException {
    if (directories == null) {
      return file;
    }
    Path named = file.toAbsolutePath().normalize();
    for (Path directory : directories) {
      if (named.startsWith(directory) && staysIn(directory, named)) {
        return named;
      }
    }
    throw new VideoException(
        Fault.BLOCKED,
        "%s: is not under the directories of camera files %s; list its directory in gate.files"
            .formatted(file, directories));
  }

  /** Of what is not there, the last part of its name that is. */
  private static boolean staysIn(Path directory, Path named) {
    Path there = named;
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
      if (there.equals(directory)) {
        return true;
      }
      there = there.getParent();
    }
    try {
      return there.toRealPath().startsWith(directory.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }
}
