package dev.vocostream.model.language;

import dev.vocostream.model.Decoding;
import dev.vocostream.model.tensor.Tensors;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Chooses the next token of each row of logits.
 *
 * @param banned a token that is never chosen: {@code <voco>}, which no answer was trained to hold;
 *     negative for none
 */
public record NextToken(long banned) {

  /**
   * @param ids of the likeliest tokens, one per row
   * @param logits of those; not finite if the row holds NaN or infinity
   */
  public record Likeliest(long[] ids, float[] logits) {}

  /**
   * The likeliest token of each row.
   *
   * @param logits [Q, vocab]; the banned column is overwritten
   */
  public Likeliest likeliest(Tensor logits) {
    T_TensorTensor_T best = torch.max(allowed(logits), 1); // NaN wins every comparison
    return new Likeliest(Tensors.toLongs(best.get1()), Tensors.toFloats(best.get0()));
  }

  /** Minus infinity where nothing may be chosen. */
  private Tensor allowed(Tensor logits) {
    if (banned >= 0) {
      logits.select(1, banned).fill_(new Scalar(Double.NEGATIVE_INFINITY));
    }
    return logits;
  }

  /**
   * One drawn token, from finite logits.
   *
   * @param logits of one row, [vocab]
   */
  public long draw(float[] logits, Decoding decoding, SplittableRandom random) {
    int[] ranked =
        IntStream.range(0, logits.length)
            .filter(id -> id != banned)
            .boxed()
            .sorted(Comparator.comparing((Integer id) -> logits[id]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    double[] weights = new double[ranked.length];
    double sum = 0;
    for (int i = 0; i < ranked.length; i++) {
      weights[i] = Math.exp((logits[ranked[i]] - logits[ranked[0]]) / decoding.temperature());
      sum += weights[i];
    }
    double mass = 0; // of the nucleus: the fewest tokens that reach topP
    int kept = 0;
    while (kept < ranked.length && mass < decoding.topP() * sum) {
      mass += weights[kept++];
    }
    double point = random.nextDouble() * mass;
    int drawn = 0;
    while (drawn < kept - 1 && (point -= weights[drawn]) >= 0) {
      drawn++;
    }
    return ranked[drawn];
  }
}
