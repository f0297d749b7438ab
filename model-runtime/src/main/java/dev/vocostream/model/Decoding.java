package dev.vocostream.model;

import java.io.Serializable;

/**
 * How the words of an answer are chosen.
 *
 * @param temperature zero: the likeliest token each time, and so one answer to one question; above:
 *     drawn, the flatter the higher
 * @param topP drawn only from the likeliest tokens that together have this probability, 0 to 1
 * @param seed of the draws: the same seed draws the same answer
 */
public record Decoding(double temperature, double topP, long seed) implements Serializable {
  /** The only one whose answers may be repeated after a failure. */
  public static final Decoding GREEDY = new Decoding(0, 1, 0);

  public Decoding {
    if (!(temperature >= 0) || temperature > 100) {
      throw new IllegalArgumentException("temperature must be 0 to 100, was " + temperature);
    }
    if (!(topP > 0) || topP > 1) {
      throw new IllegalArgumentException("topP must be above 0 and at most 1, was " + topP);
    }
  }

  public boolean isGreedy() {
    return temperature == 0;
  }
}
