package dev.vocostream.model.evaluation.data;

/**
 * What an answer is worth.
 *
 * @param worth 0 to 1
 * @param parsed whether the benchmark's rule could read it
 */
record Grade(double worth, boolean parsed) {
  static final Grade UNPARSED = new Grade(0, false);

  static Grade of(boolean right) {
    return new Grade(right ? 1 : 0, true);
  }
}
