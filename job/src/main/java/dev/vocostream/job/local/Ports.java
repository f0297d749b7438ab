package dev.vocostream.job.local;

import dev.vocostream.job.SetupException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Loopback ports of the local broker and web page. */
public final class Ports {
  private Ports() {}

  /**
   * @param option what the user changes to take another port
   * @throws SetupException if the port is in use
   */
  public static void requireFree(int port, String of, String option) {
    if (port < 1 || port > 65_535) {
      throw new SetupException(
          "%s: expected a port from 1 to 65535, found %d".formatted(option, port));
    }
    if (!isFree(port)) {
      throw new SetupException(
          "port %d, for %s, is in use: stop what uses it, or choose another with %s"
              .formatted(port, of, option));
    }
  }

  /** The wanted port if it is free, else the next free one of the twenty behind it. */
  public static int freeFrom(int wanted) {
    for (int port = wanted; port <= wanted + 20; port++) {
      if (isFree(port)) {
        return port;
      }
    }
    throw new SetupException(
        "no free port from %d to %d: stop what uses them".formatted(wanted, wanted + 20));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
