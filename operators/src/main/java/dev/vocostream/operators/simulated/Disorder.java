package dev.vocostream.operators.simulated;

import java.io.IOException;

/** Packets that overtake each other: every fifth comes after the next three. */
final class Disorder {
  private static final int EVERY = 5;
  private static final int OVERTAKEN_BY = 3;

  private final RtpTransport transport;
  private byte[] held;
  private int overtaken;
  private int sent;

  Disorder(RtpTransport transport) {
    this.transport = transport;
  }

  void send(byte[] packet) throws IOException {
    if (held == null && ++sent % EVERY == 0) {
      held = packet;
      overtaken = 0;
      return;
    }
    transport.send(packet);
    if (held != null && ++overtaken == OVERTAKEN_BY) {
      transport.send(held);
      held = null;
    }
  }
}
