package dev.vocostream.model;

/** A model does not fit. The message has the sum, item by item, and what to do. */
public final class InsufficientMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InsufficientMemoryException(String message) {
    super(message);
  }
}
