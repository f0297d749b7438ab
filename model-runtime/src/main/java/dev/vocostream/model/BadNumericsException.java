package dev.vocostream.model;

/** A result is not finite: stored, it would spoil every answer that reads it. */
public final class BadNumericsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadNumericsException(String message) {
    super(message);
  }
}
