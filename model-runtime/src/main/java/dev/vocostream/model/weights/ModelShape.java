package dev.vocostream.model.weights;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sizes of a model to generate; see {@link UntrainedCheckpoint}. The known ones are data, in
 * {@code model-shapes.json}: {@code tiny} and {@code mid} of this project, {@code 1.1b} with
 * TinyLlama's decoder, {@code 7b} and {@code 13b} with LLaMA-2's, {@code 8b-gqa} with LLaMA-3's,
 * all four behind CLIP ViT-L/14 at 336 pixels.
 *
 * @param name of the checkpoint, without the "-untrained" that is added
 * @param decoder the language side
 * @param vision the seeing side
 * @param vocoTokens k
 * @param pieces size of the vocabulary to learn, {@code <voco>} not counted
 * @param vocabRows rows of embedding and output head; those behind {@code <voco>}, whose id is the
 *     number of pieces, belong to no token. 0 for no such rows
 */
public record ModelShape(
    String name, Decoder decoder, Vision vision, int vocoTokens, int pieces, int vocabRows) {

  /**
   * @param inner width inside the feed-forward part
   * @param ropeTheta base of the rotation's angles
   * @param qkvBias whether queries, keys and values have a bias, as Qwen2's do
   */
  public record Decoder(
      int hidden,
      int inner,
      int layers,
      int heads,
      int kvHeads,
      int maxPositions,
      double ropeTheta,
      boolean qkvBias) {

    public Decoder(int hidden, int inner, int layers, int heads, int kvHeads, int maxPositions) {
      this(hidden, inner, layers, heads, kvHeads, maxPositions, 10000, false);
    }
  }

  /**
   * @param image pixels of a side
   * @param patch pixels of a patch's side
   */
  public record Vision(int image, int patch, int hidden, int inner, int layers, int heads) {}

  private static final Map<String, ModelShape> KNOWN = read("model-shapes.json");

  /** Runs at many frames a second on one core; for demos without weights and for tests. */
  public static final ModelShape TINY = named("tiny");

  /** A vocabulary without rows that belong to no token. */
  public ModelShape(String name, Decoder decoder, Vision vision, int vocoTokens, int pieces) {
    this(name, decoder, vision, vocoTokens, pieces, 0);
  }

  /** The known shapes by name, smallest first. */
  public static Map<String, ModelShape> known() {
    return KNOWN;
  }

  /**
   * @throws IllegalArgumentException naming the known shapes
   */
  public static ModelShape named(String name) {
    ModelShape shape = KNOWN.get(name);
    if (shape == null) {
      throw new IllegalArgumentException(
          "the shape must be one of %s, was '%s'"
              .formatted(String.join(", ", KNOWN.keySet()), name));
    }
    return shape;
  }

  /** Rows of embedding and output head for a vocabulary of this size, {@code <voco>} included. */
  int rows(int tokens) {
    if (vocabRows != 0 && vocabRows < tokens) {
      throw new IllegalArgumentException(
          "%s: vocabRows must be 0 or at least %d, one for each token, was %d"
              .formatted(name, tokens, vocabRows));
    }
    return Math.max(tokens, vocabRows);
  }

  private static Map<String, ModelShape> read(String resource) {
    JsonMapper json =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    try (InputStream in = ModelShape.class.getResourceAsStream(resource)) {
      return Collections.unmodifiableMap(
          json.readValue(in, new TypeReference<LinkedHashMap<String, ModelShape>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }
}
