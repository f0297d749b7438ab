package dev.vocostream.tests.chaos;

import dev.vocostream.operators.decode.ClipWriter;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A camera that plays pictures 0, 1, 2, ... each with its code in it, four a second.
 *
 * @param number of the camera in its codes
 * @param pictures in the clip
 * @param play how the clip is played
 * @param maxFrames that are remembered
 */
record ChaosCamera(int number, int pictures, Play play, int maxFrames) {
  /** How a clip is played. */
  enum Play {
    /** For ever, at media speed. */
    LIVE("loop", "live"),
    /** Once, as fast as it can be read. */
    ONCE("once", "fast"),
    /** For ever, as fast as it can be read. */
    RACING("loop", "fast");

    private final String play;
    private final String pace;

    Play(String play, String pace) {
      this.play = play;
      this.pace = pace;
    }
  }

  static final int FPS = 4;

  String id() {
    return "cam" + number;
  }

  Path writeClip(Path directory) throws IOException {
    Path file = directory.resolve(id() + ".mp4");
    try (ClipWriter clip = new ClipWriter(file, FrameCode.DRAWN, FrameCode.DRAWN, FPS)) {
      for (int picture = 0; picture < pictures; picture++) {
        clip.add(new FrameCode(number, picture).draw());
      }
    }
    return file;
  }

  /** As a line of {@code voco.yaml}. */
  String yaml() {
    return "{id: %1$s, url: %1$s.mp4, fps: %2$d, play: %3$s, pace: %4$s, retain: PT10M, max-frames: %5$d}"
        .formatted(id(), FPS, play.play, play.pace, maxFrames);
  }

  boolean isLive() {
    return play == Play.LIVE;
  }
}
