package dev.vocostream.model.language;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * The likeliest token each time; of equals the first, so the same question gives the same answer.
 *
 * @param end the token that ends an answer; it is not part of it
 * @param banned a token that is never chosen: {@code <voco>}, which no answer was trained to hold
 */
public record GreedyDecoding(long end, long banned) {

  /**
   * @param first logits of the first token
   * @param next gives the logits behind a token; not asked for more than the answer needs
   * @return at most {@code maxTokens} tokens
   */
  public List<Long> generate(float[] first, int maxTokens, LongFunction<float[]> next) {
    List<Long> answer = new ArrayList<>();
    for (long token = likeliest(first); token != end; token = likeliest(next.apply(token))) {
      answer.add(token);
      if (answer.size() == maxTokens) {
        break;
      }
    }
    return answer;
  }

  private long likeliest(float[] logits) {
    int best = -1;
    for (int id = 0; id < logits.length; id++) {
      if (id != banned && (best < 0 || logits[id] > logits[best])) {
        best = id;
      }
    }
    return best;
  }
}
