package dev.vocostream.operators.decode.child;

/** Which pictures of a live camera are decoded; all others are thrown away as packets. */
public enum DecodeStrategy {
  /** Key frames alone where they come often enough, otherwise what is needed: {@link SkipRule}. */
  AUTO,
  /** Every single one. */
  ALL,
  /** Key frames alone, however far they are apart. */
  KEY_FRAMES
}
