package dev.vocostream.model.evaluation;

import java.nio.file.Path;

/** What a question is about, not yet read. */
public sealed interface Visual {
  /** As a questions file names it. */
  String name();

  /**
   * @param name relative to the folder of pictures
   */
  record Picture(String name, Path file) implements Visual {}

  /** A picture that came inside a table: the bytes of a PNG, JPEG, .. */
  record Embedded(String name, byte[] bytes) implements Visual {}

  /** A picture with white bars, above and below or left and right, that make it a square. */
  record Squared(String name, Path file) implements Visual {}

  record Video(String name, Path file, VideoFrames.Sampling sampling) implements Visual {}
}
