package dev.vocostream.job.kafka;

/** Why a message is no question. Never leaves this package, and carries no stack trace. */
public final class BadMessage extends Exception {
  private static final int MAX_DETAIL = 300;

  /** Code of the contract. */
  final String reason;

  /**
   * @param detail what was expected and what was found; cut at 300 characters, as parts of it come
   *     from the message
   */
  BadMessage(String reason, String detail) {
    super(
        detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL) + "...",
        null,
        false,
        false);
    this.reason = reason;
  }
}
