package dev.vocostream.job.console;

import com.sun.net.httpserver.HttpServer;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.kafka.KafkaSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The console: its server on loopback, and what it follows on Kafka. */
public final class Console implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads;
  private final ConsoleFeed feed;
  private final ConsoleTopics topics;
  private final Access access;

  private Console(HttpServer server, ConsoleFeed feed, ConsoleTopics topics) {
    this.server = server;
    this.feed = feed;
    this.topics = topics;
    this.access = new Access();
    this.threads =
        Executors.newFixedThreadPool(
            2 * ConsoleFeed.MAX_READERS,
            task -> {
              Thread thread = new Thread(task, "console");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts it on 127.0.0.1, whether or not the broker is there.
   *
   * @param port or 0 for any free one
   * @throws SetupException if the port is taken
   */
  public static Console start(KafkaSettings kafka, int port) {
    try {
      HttpServer server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 64);
      ConsoleFeed feed = new ConsoleFeed();
      Console console = new Console(server, feed, new ConsoleTopics(kafka, feed));
      Pages pages = new Pages(console.access, feed, console.topics::ask, console.port());
      server.createContext("/", pages);
      server.setExecutor(console.threads);
      server.start();
      return console;
    } catch (IOException e) {
      throw new SetupException(
          "the console cannot listen on 127.0.0.1:%d (%s): choose another port with --port"
              .formatted(port, e.getMessage()),
          e);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** The way in, once; a secret, for the person at the terminal only. */
  public String link() {
    return "http://127.0.0.1:%d/?token=%s".formatted(port(), access.token());
  }

  @Override
  public void close() throws InterruptedException {
    feed.end();
    server.stop(0);
    threads.shutdownNow();
    topics.close();
  }
}
