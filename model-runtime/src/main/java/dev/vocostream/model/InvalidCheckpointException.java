package dev.vocostream.model;

/**
 * A checkpoint cannot be used. The message names the file, the key, what was expected and found.
 */
public final class InvalidCheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidCheckpointException(String message) {
    super(message);
  }

  public InvalidCheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
