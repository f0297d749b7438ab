package dev.vocostream.job.console;

import com.sun.net.httpserver.HttpServer;
import dev.vocostream.job.kafka.CameraJson;
import dev.vocostream.job.kafka.KafkaSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** The console's server on a free port, without Kafka. */
final class ServedPages implements AutoCloseable {
  final ConsoleFeed feed = new ConsoleFeed();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final List<Route> routes;

  /**
   * @param site by the port
   * @param outbox takes what would go to Kafka
   */
  ServedPages(Access access, Supplier<Users> users, IntFunction<Site> site, Routes.Outbox outbox)
      throws IOException {
    Snapshots none = new Snapshots(1_000, Duration.ofMinutes(10), System::currentTimeMillis);
    CameraJson cameras = new CameraJson(Duration.ofHours(72));
    KafkaSettings nowhere = KafkaSettings.of("localhost:1");
    Routes all = new Routes(access, nowhere, cameras, feed, none, outbox);
    Site here = site.apply(port());
    Passwords passwords = new Passwords(users, System::currentTimeMillis);
    routes = new LogIn(passwords, access, here).before(all.all());
    server.createContext("/", new Pages(access, routes, here));
    server.setExecutor(threads);
    server.start();
  }

  /** For those with a link, on loopback. */
  static ServedPages ofLinks(Access access, Routes.Outbox outbox) throws IOException {
    return new ServedPages(
        access, () -> Users.NONE, port -> Site.of(Entrance.ofLinks(0).origins(port), port), outbox);
  }

  int port() {
    return server.getAddress().getPort();
  }

  List<Route> routes() {
    return routes;
  }

  @Override
  public void close() {
    feed.end();
    server.stop(0);
    threads.shutdownNow();
  }
}
