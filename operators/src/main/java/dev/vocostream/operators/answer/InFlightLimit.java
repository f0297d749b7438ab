package dev.vocostream.operators.answer;

/** How many questions may be with the model at once: each holds a copy of its window. */
final class InFlightLimit {
  private final int limit;
  private int inFlight;

  /** Invariant: 0 <= inFlight <= limit. Used by the task thread alone. */
  InFlightLimit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("answer.max-in-flight must be positive, was " + limit);
    }
    this.limit = limit;
  }

  boolean isFull() {
    return inFlight == limit;
  }

  boolean isEmpty() {
    return inFlight == 0;
  }

  void entered() {
    if (isFull()) {
      throw new IllegalStateException("more than " + limit + " questions in flight");
    }
    inFlight++;
  }

  void left() {
    if (isEmpty()) {
      throw new IllegalStateException("a question left that had not entered");
    }
    inFlight--;
  }

  int inFlight() {
    return inFlight;
  }
}
