package dev.vocostream.operators.decode.child;

import dev.vocostream.operators.decode.child.VideoException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is checked of a file before FFmpeg sees it. */
final class ReadableFile {
  private ReadableFile() {}

  /** Before FFmpeg: opening a pipe that nobody writes to would block where nothing can reach. */
  static void check(Path file) throws VideoException {
    if (!Files.exists(file)) {
      throw new VideoException(Fault.MISSING, file + ": no such file");
    }
    if (!Files.isRegularFile(file)) {
      String what = Files.isDirectory(file) ? "a directory" : "a pipe or a device";
      throw new VideoException(Fault.NOT_A_FILE, file + ": is " + what + ", expected a video file");
    }
    if (!Files.isReadable(file)) {
      throw new VideoException(Fault.MISSING, file + ": may not be read by this process");
    }
    try {
      if (Files.size(file) == 0) {
        throw new VideoException(Fault.EMPTY, file + ": is empty, expected a video");
      }
    } catch (IOException e) {
      throw new VideoException(Fault.MISSING, file + ": " + e.getMessage());
    }
  }
}
