package dev.vocostream.model.evaluation;

/** A picture or video that cannot be seen: the message says what was found. */
public final class BadVisualException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadVisualException(String message) {
    super(message);
  }

  public BadVisualException(String message, Throwable cause) {
    super(message, cause);
  }
}
