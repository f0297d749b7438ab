package dev.vocostream.operators.decode.child;

import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.javacpp.Loader;

/** FFmpeg's own command, which comes with its libraries; to compare with, nothing decodes by it. */
public final class FfmpegProgram {
  private FfmpegProgram() {}

  /**
   * The unpacked program; empty where this platform has none. It finds its libraries in its own
   * directory if {@code LD_LIBRARY_PATH} names that, and needs some of the system's, such as {@code
   * libpulse}, that the libraries do without.
   */
  public static Optional<Path> unpacked() {
    try {
      return Optional.of(Path.of(Loader.load(ffmpeg.class)));
    } catch (UnsatisfiedLinkError | RuntimeException e) {
      return Optional.empty();
    }
  }
}
