package dev.vocostream.operators;

/**
 * A dead letter: a message that nobody can be answered for.
 *
 * @param reason code: not-json, too-large, no-id
 * @param detail what was expected and what was found; never a stack trace
 * @param bytes the original message, cut where it is too long to be sent on
 * @param size bytes of the original message
 */
public record RejectedMessage(
    String topic,
    int partition,
    long offset,
    String reason,
    String detail,
    byte[] bytes,
    int size) {}
