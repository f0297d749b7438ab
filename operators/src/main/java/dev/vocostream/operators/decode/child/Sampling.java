package dev.vocostream.operators.decode.child;

/**
 * What is wanted of a live camera.
 *
 * @param fps samples a second
 * @param strategy which pictures are decoded to get them
 */
public record Sampling(double fps, DecodeStrategy strategy) {
  /** As cameras are decoded where nobody asks for something else. */
  public static Sampling of(double fps) {
    return new Sampling(fps, DecodeStrategy.AUTO);
  }
}
