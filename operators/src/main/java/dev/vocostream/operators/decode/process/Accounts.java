package dev.vocostream.operators.decode.process;

/**
 * Where the decoded pictures went: {@code decoded} is the sum of all the others once the video has
 * ended and its frames have been taken.
 *
 * @param decoded by the child, as it last said
 * @param delivered frames that were taken
 * @param replaced frames that a newer one took the place of
 * @param untaken frames that were there and not taken
 * @param notSampled the sampling rule did not keep them
 * @param beforeStart they lie before the place where playing went on
 * @param notConverted they could not be scaled
 */
public record Accounts(
    long decoded,
    long delivered,
    long replaced,
    long untaken,
    long notSampled,
    long beforeStart,
    long notConverted) {

  /** Pictures that went nowhere: 0, but for those under way while the decoder runs. */
  public long unaccounted() {
    return decoded - (delivered + replaced + untaken + notSampled + beforeStart + notConverted);
  }
}
