package dev.vocostream.operators.simulated;

import dev.vocostream.operators.simulated.ProxyFault.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;

/** One direction of a connection: what the server says, broken as the fault of the moment says. */
final class FaultyAnswers {
  private static final int BLOCK = 1 << 13;
  private static final int DAMAGED_EVERY = 1000;
  private static final long POLL_MILLIS = 10;

  // -- configuration
  private final Supplier<ProxyFault> fault;
  private final Socket server;
  private final Socket client;

  // -- runtime
  private final Random random = new Random(1);
  private long passed;
  private volatile boolean clientLeft;

  FaultyAnswers(Supplier<ProxyFault> fault, Socket server, Socket client) {
    this.fault = fault;
    this.server = server;
    this.client = client;
  }

  /** What is stalled need not wait any longer. */
  void clientLeft() {
    clientLeft = true;
  }

  /** Until one of them ends it, or the fault does. */
  void pass() throws IOException, InterruptedException {
    InputStream in = server.getInputStream();
    OutputStream out = client.getOutputStream();
    byte[] block = new byte[BLOCK];
    for (int length = in.read(block); length >= 0; length = in.read(block)) {
      for (int at = 0; at < length; ) {
        int part = partOf(length - at);
        if (!send(Arrays.copyOfRange(block, at, at + part), out)) {
          return;
        }
        at += part;
        passed += part;
      }
    }
  }

  /** So that a fault begins at the byte that it names. */
  private int partOf(int length) {
    ProxyFault now = fault.get();
    if (passed < now.after()) {
      return (int) Math.min(length, now.after() - passed);
    }
    return now.kind() == Kind.TRICKLE ? 1 : length;
  }

  /** False if there is to be no more. */
  private boolean send(byte[] part, OutputStream out) throws IOException, InterruptedException {
    while (fault.get().then(passed) == Kind.STALL) {
      if (clientLeft) {
        return false;
      }
      Thread.sleep(POLL_MILLIS);
    }
    Kind now = fault.get().then(passed);
    switch (now) {
      case CLOSE, REFUSE -> {
        return false;
      }
      case RESET -> {
        client.setSoLinger(true, 0);
        return false;
      }
      case GARBAGE -> random.nextBytes(part);
      case DAMAGE -> damage(part);
      case TRICKLE -> Thread.sleep(1000);
      default -> {
        // passes as it is
      }
    }
    out.write(part);
    return true;
  }

  private void damage(byte[] part) {
    for (int at = 0; at < part.length; at++) {
      if (random.nextInt(DAMAGED_EVERY) == 0) {
        part[at] = (byte) random.nextInt();
      }
    }
  }
}
