package dev.vocostream.job.console;

import com.sun.net.httpserver.HttpServer;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.kafka.CameraJson;
import dev.vocostream.job.kafka.KafkaSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;

/** The console: its server, and what it follows on Kafka. */
public final class Console implements AutoCloseable {
  static final int CHANGES_PER_MINUTE = 30;

  private static final int MAX_CONNECTIONS = 512;
  private static final int MAX_THREADS = 300;
  private static final String REQUEST_SECONDS = "10";

  private final HttpServer server;
  private final ExecutorService threads = threads();
  private final ConsoleFeed feed;
  private final ConsoleTopics topics;
  private final Access access;
  private final Entrance entrance;

  private Console(
      HttpServer server, ConsoleFeed feed, ConsoleTopics topics, Access access, Entrance entrance) {
    this.server = server;
    this.feed = feed;
    this.topics = topics;
    this.access = access;
    this.entrance = entrance;
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Starts it, whether or not the broker is there.
   *
   * @param cameras what a camera that somebody adds is checked by
   * @throws SetupException if the port is taken, the users file is wrong, or the broker's address
   *     is none
   */
  public static Console start(KafkaSettings kafka, CameraJson cameras, Entrance entrance) {
    UsersFile users = entrance.users() == null ? null : new UsersFile(entrance.users());
    HttpServer server = listen(entrance);
    ConsoleFeed feed = new ConsoleFeed();
    Snapshots snapshots =
        new Snapshots(Snapshots.ROOM_BYTES, kafka.snapshots().retain(), System::currentTimeMillis);
    Access access =
        new Access(System::currentTimeMillis, CHANGES_PER_MINUTE, user -> users.now().has(user));
    try {
      ConsoleTopics topics = new ConsoleTopics(kafka, feed, snapshots);
      List<Route> routes = new Routes(access, kafka, cameras, feed, snapshots, topics).all();
      int port = server.getAddress().getPort();
      Site site = Site.of(entrance.origins(port), port);
      if (users != null) {
        Passwords passwords = new Passwords(users::now, System::currentTimeMillis);
        routes = new LogIn(passwords, access, site).before(routes);
      }
      server.createContext("/", new Pages(access, routes, site));
      return new Console(server, feed, topics, access, entrance);
    } catch (KafkaException e) {
      server.stop(0);
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new SetupException(
          "Kafka at %s: expected a broker's address, found %s"
              .formatted(kafka.bootstrapServers(), cause.getMessage()),
          e);
    }
  }

  /**
   * Whoever sends a request by the letter must not hold a thread for ever. To be called before
   * anything else of the process makes a server: the JDK reads these with its first one, and can be
   * told in no other way.
   */
  public static void limitRequests() {
    System.setProperty("sun.net.httpserver.maxReqTime", REQUEST_SECONDS);
    System.setProperty("jdk.httpserver.maxConnections", Integer.toString(MAX_CONNECTIONS));
  }

  private static HttpServer listen(Entrance entrance) {
    InetSocketAddress address = new InetSocketAddress(entrance.listen(), entrance.port());
    try {
      return HttpServer.create(address, MAX_CONNECTIONS);
    } catch (IOException e) {
      throw new SetupException(
          "the console cannot listen on %s:%d (%s): choose another port with --port"
              .formatted(entrance.listen().getHostAddress(), entrance.port(), e.getMessage()),
          e);
    }
  }

  /** One for each visitor that is being served or keeps the server waiting. */
  private static ExecutorService threads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            MAX_THREADS,
            MAX_THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "console");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /**
   * A way in, once; a secret, for one person only. The same until it has been used, then another
   * one.
   */
  public String link(Role role) {
    return "%s?token=%s".formatted(home(), access.token(role));
  }

  /** Where people find the page. */
  public String home() {
    return entrance.home(port());
  }

  @Override
  public void close() throws InterruptedException {
    feed.end();
    server.stop(0);
    threads.shutdownNow();
    topics.close();
  }
}
