package dev.vocostream.model;

/** Weights are in memory, but no longer as they were loaded: only loading them again helps. */
public final class DamagedWeightsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DamagedWeightsException(String message, Throwable cause) {
    super(message, cause);
  }
}
