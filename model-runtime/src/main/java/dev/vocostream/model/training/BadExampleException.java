package dev.vocostream.model.training;

/** An example that nothing can be learnt from: says what, where, and what was expected. */
public final class BadExampleException extends RuntimeException {
  public BadExampleException(String message) {
    super(message);
  }

  public BadExampleException(String message, Throwable cause) {
    super(message, cause);
  }
}
