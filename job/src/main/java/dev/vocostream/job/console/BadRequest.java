package dev.vocostream.job.console;

/** A request that cannot be done, in words for the person who made it. */
final class BadRequest extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  BadRequest(int status, String words) {
    super(words);
    this.status = status;
  }

  int status() {
    return status;
  }
}
