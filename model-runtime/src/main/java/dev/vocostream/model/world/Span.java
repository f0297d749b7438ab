package dev.vocostream.model.world;

import java.util.random.RandomGenerator;

/**
 * The end of a window that a question is about.
 *
 * @param from its first moment
 * @param last the newest moment
 * @param whole whether the question says nothing of time and means the whole window
 */
record Span(int from, int last, boolean whole) {

  /** The whole window or its last seconds. */
  static Span draw(Watched window, RandomGenerator random) {
    return random.nextBoolean()
        ? new Span(0, window.last(), true)
        : named(1 + random.nextInt(window.last()), window.last());
  }

  static Span named(int seconds, int last) {
    return new Span(last - seconds, last, false);
  }

  int seconds() {
    return last - from;
  }

  /**
   * To be put behind a sentence.
   *
   * @param word in or during
   */
  String when(String word) {
    if (whole) {
      return "";
    }
    return " " + word + " the last " + (seconds() == 1 ? "second" : seconds() + " seconds");
  }

  /** Its first moment. */
  String then() {
    if (whole) {
      return "at the beginning";
    }
    return seconds() + (seconds() == 1 ? " second ago" : " seconds ago");
  }

  /** Spans within which about as much happens. */
  String length() {
    return seconds() < 3 ? "short" : seconds() < 5 ? "middle" : "long";
  }
}
