package dev.vocostream.model.inspection;

import java.util.List;
import java.util.SortedMap;

/**
 * What a checkpoint directory is and whether it can be used. Sizes are those of the configuration,
 * or, if that cannot be read, those that the weights show; 0 is a size that nothing shows.
 *
 * @param family as the configuration says it: {@code llava_llama}, {@code llava}, ..
 * @param trained false for seeded weights: their answers mean nothing
 * @param projector type of what leads from the tower to the decoder
 * @param vocoRow the row of {@code <voco>} in the vocabulary; negative if there is none
 * @param vocoTokens k: the VoCo tokens of a frame
 * @param memory a row for each type that activations can be stored in
 * @param identity what the files are
 * @param problems all that stops it from being loaded, each with its file
 * @param notes what else is worth knowing
 */
public record Inspection(
    String directory,
    String name,
    String family,
    boolean trained,
    Decoder decoder,
    Tower tower,
    String projector,
    int vocoRow,
    int vocoTokens,
    Stored stored,
    List<Memory> memory,
    Identity identity,
    List<String> problems,
    List<String> notes) {

  /**
   * @param inner width of the feed-forward part
   * @param vocabulary rows of the embedding
   */
  public record Decoder(
      int layers, int hidden, int inner, int heads, int kvHeads, int headDim, int vocabulary) {}

  /**
   * @param image pixels of a side
   * @param layers those that are run; without a configuration, all
   * @param tokens n: vision tokens of a frame
   */
  public record Tower(int image, int patch, int layers, int hidden, int tokens) {}

  /**
   * @param parameters counted from the headers, without those that no model reads
   * @param parametersByDtype how many there are of each type
   * @param bytes of all files
   * @param files relative to the directory
   */
  public record Stored(
      long parameters, SortedMap<String, Long> parametersByDtype, long bytes, List<String> files) {}

  /**
   * Bytes of activations.
   *
   * @param bytesPerToken K and V of one VoCo token in every layer
   * @param bytesPerFrame of k tokens
   * @param gigabytesPerCameraHour of 3,600 frames, in 10^9 bytes
   */
  public record Memory(
      String dtype, long bytesPerToken, long bytesPerFrame, double gigabytesPerCameraHour) {}

  /**
   * @param manifest {@code matches}, {@code differs} or {@code missing}
   * @param fingerprint of weights, configuration, tokenizer and template; empty unless the manifest
   *     matches
   */
  public record Identity(String manifest, String fingerprint) {}

  /** Whether a frame can be compressed with it. */
  public boolean canCompress() {
    return problems.isEmpty() && vocoRow >= 0;
  }

  /** Whether it can answer; without a row for {@code <voco>}, from full vision activations only. */
  public boolean canAnswer() {
    return problems.isEmpty();
  }
}
