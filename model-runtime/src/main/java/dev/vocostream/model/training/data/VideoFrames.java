package dev.vocostream.model.training.data;

import dev.vocostream.model.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Takes frames out of a video file. */
@FunctionalInterface
public interface VideoFrames {
  /**
   * Frames of the video a second apart, oldest first. The same file gives the same frames. May be
   * called by several threads.
   *
   * @param most at least 1; where the video has more, it is thinned out over its whole length
   * @return at least one
   * @throws IOException naming the file, if it is missing or does not decode
   */
  List<RgbImage> frames(Path video, int most) throws IOException;
}
