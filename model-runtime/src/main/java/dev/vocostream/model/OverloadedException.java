package dev.vocostream.model;

/** There was no memory for this call, nor for a half of it; later or smaller it may succeed. */
public final class OverloadedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OverloadedException(String message, Throwable cause) {
    super(message, cause);
  }
}
