package dev.vocostream.operators.simulated;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A port of loopback where a server is that speaks no TLS itself, with TLS. */
public final class TlsFront implements AutoCloseable {
  private final int port;
  private final SSLServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /**
   * @param port of the server
   */
  public TlsFront(int port, SSLContext certificate) throws IOException {
    this.port = port;
    this.server =
        (SSLServerSocket)
            certificate
                .getServerSocketFactory()
                .createServerSocket(0, 8, InetAddress.getByName("127.0.0.1"));
    Connections.daemon("tls front", this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        sockets.add(client);
        Connections.daemon("tls front up", () -> join(client));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void join(Socket client) {
    try (client;
        Socket plain = new Socket("127.0.0.1", port)) {
      sockets.add(plain);
      Connections.daemon("tls front down", () -> copy(plain, client));
      copy(client, plain);
    } catch (IOException e) {
      // no TLS, or nobody is there
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // one of them is gone
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
