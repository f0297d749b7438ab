package dev.vocostream.model;

/**
 * What a model says of itself.
 *
 * @param name the checkpoint's name
 * @param fingerprint hex digest over weights, configuration, tokenizer and prompt template:
 *     activations of another fingerprint are never read
 * @param trained false for weights that were seeded and never trained: their answers mean nothing
 * @param imageSize pixels of the square the vision tower sees
 * @param tokensPerFrame VoCo tokens a frame is compressed to (k)
 * @param bytesPerToken bytes of the activations of one VoCo token as they are stored
 * @param maxPositions positions the language model was made for
 * @param hybrid whether it was trained to read the newest frames of a window in full
 */
public record ModelDescription(
    String name,
    String fingerprint,
    boolean trained,
    int imageSize,
    int tokensPerFrame,
    int bytesPerToken,
    int maxPositions,
    boolean hybrid) {

  /**
   * Refuses to be taken for another model, such as the one that was there when a job was started.
   *
   * @throws IllegalStateException if this is not the fingerprint
   */
  public void require(String expected) {
    if (!fingerprint.equals(expected)) {
      throw new IllegalStateException(
          "model '%s': expected fingerprint %s, as when the job was started, found %s: put the files back or start the job anew"
              .formatted(name, expected, fingerprint));
    }
  }

  /** Bytes of a frame as the model sees it: 8-bit RGB. */
  public long bytesPerPicture() {
    return 3L * imageSize * imageSize;
  }

  public int bytesPerFrame() {
    return tokensPerFrame * bytesPerToken;
  }
}
