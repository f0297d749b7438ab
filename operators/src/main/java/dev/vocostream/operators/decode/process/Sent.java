package dev.vocostream.operators.decode.process;

/**
 * A message with the stream that it belongs to.
 *
 * @param stream {@link Wire#PROCESS} for what concerns them all
 */
record Sent(int stream, Message message) {}
