package dev.vocostream.model;

import java.util.Arrays;

/**
 * The K/V of one frame's VoCo tokens in every layer, keys before RoPE.
 *
 * <p>Layout, little endian: {@code [tokens][layers][2: K then V][kv heads][head dim]}. Tokens are
 * outermost because a VoCo token sees only earlier ones: the first m tokens of a frame are that
 * frame compressed to m tokens, so thinning a frame is taking a prefix of its bytes, without
 * knowing the model's sizes (see model-runtime/RATIONALE.md).
 */
public record Activations(int tokens, DType dtype, byte[] bytes) {

  /**
   * The same frame compressed to its first {@code m} tokens; equal to having compressed it so.
   *
   * @throws IllegalArgumentException if this frame has fewer than {@code m} tokens, or m is not
   *     positive
   */
  public Activations truncate(int m) {
    if (m < 1 || m > tokens) {
      throw new IllegalArgumentException(
          "a frame of %d VoCo tokens can be truncated to 1 to %d, not to %d"
              .formatted(tokens, tokens, m));
    }
    if (bytes.length % tokens != 0) {
      throw new IllegalArgumentException(
          "%d bytes cannot be the activations of %d tokens: not a multiple"
              .formatted(bytes.length, tokens));
    }
    return m == tokens
        ? this
        : new Activations(m, dtype, Arrays.copyOf(bytes, bytes.length / tokens * m));
  }
}
