package dev.vocostream.state;

/** A remembered frame that must not be read: damaged, or of another camera or model. */
public final class UnreadableEntryException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  UnreadableEntryException(String reason, String expected, String found) {
    super("remembered frame is %s: expected %s, found %s".formatted(reason, expected, found));
    this.reason = reason;
  }

  /** corrupt, unknown-format, foreign-camera or foreign-model. */
  public String reason() {
    return reason;
  }
}
