package dev.vocostream.operators.decode;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;

/** A port of this machine, on all its addresses, at which nobody may knock. */
final class Tripwire implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 50;

  private final ServerSocket connections;
  private final DatagramSocket datagrams;

  Tripwire() throws IOException {
    connections = new ServerSocket(0, 50);
    datagrams = new DatagramSocket(connections.getLocalPort());
    connections.setSoTimeout(PATIENCE_MILLIS);
    datagrams.setSoTimeout(PATIENCE_MILLIS);
  }

  int port() {
    return connections.getLocalPort();
  }

  /** How often somebody did, since the last time. */
  int knocks() throws IOException {
    int knocks = 0;
    try {
      while (true) {
        connections.accept().close();
        knocks++;
      }
    } catch (SocketTimeoutException e) {
      // nobody else
    }
    try {
      while (true) {
        datagrams.receive(new DatagramPacket(new byte[1], 1));
        knocks++;
      }
    } catch (SocketTimeoutException e) {
      return knocks;
    }
  }

  @Override
  public void close() throws IOException {
    connections.close();
    datagrams.close();
  }
}
