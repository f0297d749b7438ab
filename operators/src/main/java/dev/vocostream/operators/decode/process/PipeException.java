package dev.vocostream.operators.decode.process;

import java.io.IOException;

/** What came out of the pipe is not what a decoder writes. Nothing after it can be believed. */
final class PipeException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  enum Fault {
    /** The pipe ended within a message. */
    TORN,
    /** No message begins here. */
    NO_MESSAGE,
    /** Another version of the format. */
    VERSION,
    /** A length or a size out of its bounds, found before anything was allocated for it. */
    SIZE,
    CHECKSUM,
    /** A field that cannot be. */
    VALUE,
    /** A message that cannot come here. */
    ORDER
  }

  private final Fault fault;

  PipeException(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  Fault fault() {
    return fault;
  }
}
