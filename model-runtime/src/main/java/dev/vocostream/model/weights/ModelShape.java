package dev.vocostream.model.weights;

/**
 * The sizes of a model to generate; see {@link UntrainedCheckpoint}.
 *
 * @param name of the checkpoint, without the "-untrained" that is added
 * @param decoder the language side
 * @param vision the seeing side
 * @param vocoTokens k
 * @param pieces size of the vocabulary to learn, {@code <voco>} not counted
 */
public record ModelShape(String name, Decoder decoder, Vision vision, int vocoTokens, int pieces) {

  public record Decoder(
      int hidden, int inner, int layers, int heads, int kvHeads, int maxPositions) {}

  public record Vision(int image, int patch, int hidden, int inner, int layers, int heads) {}

  /** Runs at many frames a second on one core; for demos without weights and for tests. */
  public static final ModelShape TINY =
      new ModelShape(
          "voco-tiny",
          new Decoder(128, 352, 4, 4, 2, 2048),
          new Vision(96, 16, 64, 256, 3, 4),
          2,
          500);
}
