package dev.vocostream.model.training;

/** A training that cannot go on as it is: says where, why, and what to do. What is saved stays. */
public final class TrainingFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingFailedException(String message) {
    super(message);
  }
}
