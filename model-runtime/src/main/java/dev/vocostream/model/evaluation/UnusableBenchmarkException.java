package dev.vocostream.model.evaluation;

/** A benchmark cannot be run: the message names the file, what was expected and what to do. */
public final class UnusableBenchmarkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnusableBenchmarkException(String message) {
    super(message);
  }

  public UnusableBenchmarkException(String message, Throwable cause) {
    super(message, cause);
  }
}
