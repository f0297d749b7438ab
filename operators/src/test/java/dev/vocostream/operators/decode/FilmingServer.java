package dev.vocostream.operators.decode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A port of this machine that sends a {@link FilmedStream} to whoever connects. */
public final class FilmingServer implements AutoCloseable {
  private final ServerSocket server;
  private final String format;
  private final double fps;
  private final int gop;
  private final List<Socket> clients = new CopyOnWriteArrayList<>();
  private final List<FilmedStream> streams = new CopyOnWriteArrayList<>();

  /**
   * @param gop from one key frame to the next, pictures
   */
  public FilmingServer(String format, double fps, int gop) throws IOException {
    this.server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    this.format = format;
    this.fps = fps;
    this.gop = gop;
    Thread thread = new Thread(this::accept, "filming server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        clients.add(client);
        streams.add(FilmedStream.to(client.getOutputStream(), format, fps, gop));
      }
    } catch (IOException e) {
      // closed
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** As a power cut. */
  @Override
  public void close() throws IOException, InterruptedException {
    server.close();
    for (Socket client : clients) {
      client.close();
    }
    for (FilmedStream stream : streams) {
      stream.close();
    }
  }
}
