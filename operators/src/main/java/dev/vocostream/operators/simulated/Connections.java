package dev.vocostream.operators.simulated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A listening port that gives each connection a thread. Closing cuts every connection at once and
 * waits until no thread is left.
 */
final class Connections implements AutoCloseable {
  /** What is done with one connection; it is closed afterwards. */
  interface Talk {
    void with(Socket client) throws IOException, InterruptedException;
  }

  private static final int BACKLOG = 50;
  private static final long JOIN_MILLIS = 5000;

  // -- configuration
  private final String name;
  private final Talk talk;

  // -- runtime
  private final ServerSocket server = new ServerSocket();
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final AtomicLong accepted = new AtomicLong();

  private Connections(String name, InetSocketAddress address, Talk talk) throws IOException {
    this.name = name;
    this.talk = talk;
    try {
      server.bind(address, BACKLOG);
    } catch (IOException e) {
      server.close();
      throw new IOException(name + ": cannot listen on " + address + ": " + e.getMessage(), e);
    }
  }

  /**
   * Listens from now on.
   *
   * @param address port 0 takes any that is free
   */
  static Connections listen(String name, InetSocketAddress address, Talk talk) throws IOException {
    Connections connections = new Connections(name, address, talk);
    connections.start(" accept", connections::accept);
    return connections;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        accepted.incrementAndGet();
        clients.add(client);
        client.setTcpNoDelay(true);
        start(" client " + client.getPort(), () -> serve(client));
      } catch (IOException e) {
        // closed, or a client that was gone before it was accepted
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      if (!server.isClosed()) {
        talk.with(client);
      }
    } catch (IOException | UncheckedIOException e) {
      // the other side went away, or we were closed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      clients.remove(client);
    }
  }

  /** A thread that {@link #close} interrupts and waits for. */
  Thread start(String role, Runnable task) {
    forgetEnded();
    Thread thread = new Thread(task, name + role);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
    return thread;
  }

  /** A thread cannot say so itself: having said it, it would still be there for a moment. */
  private void forgetEnded() {
    threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
  }

  /** A thread that ends with what it reads, and never keeps a process alive. */
  static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Waits however often it is interrupted, which is kept; only for threads that end soon. */
  static void join(Thread thread) {
    boolean interrupted = Thread.interrupted();
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /** Connections that were ever accepted. */
  long accepted() {
    return accepted.get();
  }

  /** Cuts every connection there is now; new ones are accepted. */
  void cut() {
    clients.forEach(Connections::closeQuietly);
  }

  @Override
  public void close() {
    closeQuietly(server);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(JOIN_MILLIS);
    boolean interrupted = false;
    while (!threads.isEmpty() && System.nanoTime() < end) {
      cut();
      for (Thread thread : threads) {
        thread.interrupt();
        try {
          thread.join(100);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      forgetEnded();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!threads.isEmpty()) {
      throw new IllegalStateException(
          name + ": " + threads + " still run " + JOIN_MILLIS + " ms after closing");
    }
  }

  private static void closeQuietly(java.io.Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone either way
    }
  }
}
