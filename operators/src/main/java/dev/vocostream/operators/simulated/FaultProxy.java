package dev.vocostream.operators.simulated;

import dev.vocostream.operators.simulated.ProxyFault.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Stands between a client and a server, on loopback, and breaks what passes. It knows no protocol,
 * so it does to a camera what it does to a broker.
 */
public final class FaultProxy implements AutoCloseable {
  // -- configuration
  private final InetSocketAddress server;
  private final int port;

  // -- runtime
  private Connections connections;
  private volatile ProxyFault fault = ProxyFault.NONE;

  private FaultProxy(InetSocketAddress server) throws IOException {
    this.server = server;
    this.connections = listen(0);
    this.port = connections.port();
  }

  /** Passes on, from now, to a server that need not be there yet. */
  public static FaultProxy to(InetSocketAddress server) throws IOException {
    return new FaultProxy(server);
  }

  /** To a port of loopback. */
  public static FaultProxy to(int port) throws IOException {
    return to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private Connections listen(int wanted) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted);
    return Connections.listen("fault proxy", address, this::pass);
  }

  /** Stays the same, also while connections are refused. */
  public int port() {
    return port;
  }

  /** From now on, for the connections there are as well; {@link ProxyFault#NONE} ends it. */
  public synchronized void fault(ProxyFault wanted) throws IOException {
    boolean refused = fault.kind() == Kind.REFUSE;
    boolean refuse = wanted.kind() == Kind.REFUSE;
    fault = wanted;
    if (refuse && !refused) {
      connections.close();
    } else if (refused && !refuse) {
      connections = listen(port);
    }
  }

  ProxyFault fault() {
    return fault;
  }

  /** Connections that were accepted since the last time they were refused. */
  public synchronized long accepted() {
    return connections.accepted();
  }

  /** Cuts the connections there are; new ones are accepted. */
  public synchronized void cut() {
    connections.cut();
  }

  private void pass(Socket client) throws IOException, InterruptedException {
    if (fault.kind() == Kind.SILENT) {
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
      return;
    }
    try (Socket upstream = new Socket()) {
      upstream.connect(server, 5000);
      upstream.setTcpNoDelay(true);
      FaultyAnswers answers = new FaultyAnswers(this::fault, upstream, client);
      Thread questions =
          Connections.daemon(
              "fault proxy questions " + client.getPort(),
              () -> copyQuestions(client, upstream, answers));
      try {
        answers.pass();
      } finally {
        upstream.close();
        client.close();
        questions.join();
      }
    }
  }

  private static void copyQuestions(Socket client, Socket upstream, FaultyAnswers answers) {
    try {
      client.getInputStream().transferTo(upstream.getOutputStream());
      upstream.shutdownOutput();
    } catch (IOException e) {
      // one of them is gone, which the other direction notices
    } finally {
      answers.clientLeft();
    }
  }

  /** Cuts all connections and stops listening; no thread is left. */
  @Override
  public synchronized void close() {
    connections.close();
  }
}
