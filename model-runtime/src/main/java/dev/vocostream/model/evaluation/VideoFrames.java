package dev.vocostream.model.evaluation;

import dev.vocostream.model.RgbImage;
import java.nio.file.Path;
import java.util.List;

/** Reads frames of a video file. */
@FunctionalInterface
public interface VideoFrames {
  /**
   * Frames in the order of time, at least one.
   *
   * @throws BadVisualException naming the file, if it is missing or cannot be decoded
   */
  List<RgbImage> sample(Path video, Sampling sampling);

  /** Which frames of a video are looked at. */
  sealed interface Sampling {}

  /** LLaMA-VID's: frames 0, r, 2r .. with r the average frame rate, rounded, at least 1. */
  record EverySecond() implements Sampling {}

  /**
   * Video-ChatGPT's: the frame in the middle of each of {@code count} equal parts, 100 there, made
   * {@code side} x {@code side} pixels, 224 there.
   */
  record Midpoints(int count, int side) implements Sampling {}

  /**
   * One frame, half way between two moments.
   *
   * @param from seconds
   * @param to seconds; not above {@code from}: the end of the video
   */
  record Middle(double from, double to) implements Sampling {
    /** Of the whole video. */
    public static final Middle OF_ALL = new Middle(0, 0);
  }
}
