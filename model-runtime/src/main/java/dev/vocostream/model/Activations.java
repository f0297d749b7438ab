package dev.vocostream.model;

/**
 * The K/V of one frame's VoCo tokens in every layer, keys before RoPE.
 *
 * <p>Layout, little endian: {@code [layers][2: K then V][kv heads][tokens][head dim]}. Because a
 * VoCo token sees only earlier ones, the first m tokens of a frame are that frame compressed to m
 * tokens (see model-runtime/RATIONALE.md).
 */
public record Activations(int tokens, DType dtype, byte[] bytes) {}
