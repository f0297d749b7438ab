package dev.vocostream.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a disk has room for what is to be written. */
public final class DiskCheck {
  private DiskCheck() {}

  /**
   * @param target what is to be written; it and directories above it need not exist yet
   * @throws SetupException if there is too little
   */
  public static void require(Path target, long bytes) throws IOException {
    require(target, bytes, freeAt(target));
  }

  /** Bytes that are free where {@code target} is or will be. */
  static long freeAt(Path target) throws IOException {
    Path existing = target.toAbsolutePath().normalize();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    return Files.getFileStore(existing).getUsableSpace();
  }

  /**
   * @param free bytes of the disk
   */
  static void require(Path target, long bytes, long free) {
    if (bytes > free) {
      throw new SetupException(
          "%s needs %s of disk space, found %s: make room, or choose another place"
              .formatted(target, Words.bytes(bytes), Words.bytes(free)));
    }
  }
}
