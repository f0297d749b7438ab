package dev.vocostream.job;

/**
 * Something outside the program is not as it must be: a broker, a port, a file, an option. The
 * message says what, what was expected, what was found and what to do; people see that line and no
 * stack trace.
 */
public class SetupException extends RuntimeException {
  public SetupException(String message) {
    super(message);
  }

  public SetupException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The innermost message of an exception: what people are told of it. */
  public static String innermost(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
