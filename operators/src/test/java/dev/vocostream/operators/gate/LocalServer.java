package dev.vocostream.operators.gate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A server on loopback that does one thing with each connection, each on its own thread. */
final class LocalServer implements AutoCloseable {
  interface Talk {
    void with(Socket client) throws IOException;
  }

  final AtomicInteger accepted = new AtomicInteger();
  private final ServerSocket server;
  private final List<Socket> clients = new CopyOnWriteArrayList<>();

  LocalServer(ServerSocketFactory sockets, Talk talk) throws IOException {
    server = sockets.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    start("local-server", () -> serve(talk));
  }

  /** Sends back what comes, until that ends. */
  static LocalServer echoing(ServerSocketFactory sockets) throws IOException {
    return new LocalServer(
        sockets, client -> client.getInputStream().transferTo(client.getOutputStream()));
  }

  static LocalServer plain(Talk talk) throws IOException {
    return new LocalServer(ServerSocketFactory.getDefault(), talk);
  }

  private void serve(Talk talk) {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        accepted.incrementAndGet();
        clients.add(client);
        start("local-server-talk", () -> talk(talk, client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void talk(Talk talk, Socket client) {
    try (client) {
      talk.with(client);
    } catch (IOException e) {
      // the other side went away, or refused our certificate
    }
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket client : clients) {
      client.close();
    }
  }
}
