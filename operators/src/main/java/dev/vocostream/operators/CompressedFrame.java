package dev.vocostream.operators;

import dev.vocostream.model.RgbImage;

/**
 * A frame after compression.
 *
 * @param time frame time, epoch milliseconds
 * @param entry the activations behind their header, as {@code FrameEntry} of the state module
 *     writes it
 * @param picture of it, for a model that reads a camera's newest frames in full; else null
 */
public record CompressedFrame(String camera, long time, byte[] entry, RgbImage picture) {

  /** One that is never read in full. */
  public CompressedFrame(String camera, long time, byte[] entry) {
    this(camera, time, entry, null);
  }
}
