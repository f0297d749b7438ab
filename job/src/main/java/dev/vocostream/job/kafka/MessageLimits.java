package dev.vocostream.job.kafka;

import java.time.Instant;

/** What the contract allows of a message; beyond it, it becomes a dead letter or is rejected. */
public final class MessageLimits {
  /** Of a message's value. */
  public static final int BYTES = 64 * 1024;

  /** Of instants, both inclusive. */
  public static final Instant EARLIEST = Instant.EPOCH;

  public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  private MessageLimits() {}
}
