package dev.vocostream.model;

/** The model put out NaN or infinity; nothing of it may be stored or said. */
public final class BadNumericsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadNumericsException(String message) {
    super(message);
  }
}
