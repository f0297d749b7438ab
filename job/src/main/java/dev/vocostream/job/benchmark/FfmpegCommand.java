package dev.vocostream.job.benchmark;

import dev.vocostream.operators.decode.child.FfmpegProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * FFmpeg's command as it can be started here.
 *
 * @param program its path, or its name
 * @param libraries where its libraries are; null: where the system finds them
 * @param version as it says itself
 */
record FfmpegCommand(String program, Path libraries, String version) {
  private static final long START_SECONDS = 20;

  /**
   * The one that was chosen; else the one that came with the libraries, which is of the same
   * version; else the system's. Empty if none of them runs.
   *
   * @param chosen null: none
   */
  static Optional<FfmpegCommand> find(Path chosen) {
    if (chosen != null) {
      return running(chosen.toString(), null);
    }
    return FfmpegProgram.unpacked()
        .flatMap(bundled -> running(bundled.toString(), bundled.getParent()))
        .or(() -> running("ffmpeg", null));
  }

  private static Optional<FfmpegCommand> running(String program, Path libraries) {
    FfmpegCommand candidate = new FfmpegCommand(program, libraries, "");
    try {
      Process process = candidate.start(List.of("-version"));
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(START_SECONDS, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0
          ? Optional.of(new FfmpegCommand(program, libraries, said.lines().findFirst().orElse("")))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    if (libraries != null) {
      String others = System.getenv("LD_LIBRARY_PATH");
      builder
          .environment()
          .put("LD_LIBRARY_PATH", libraries + (others == null ? "" : ":" + others));
    }
    return builder.start();
  }
}
