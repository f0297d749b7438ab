package dev.vocostream.job.local;

import dev.vocostream.job.SetupException;
import dev.vocostream.job.kafka.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/**
 * One Kafka broker on 127.0.0.1, in a JVM of its own because it needs another version of Kafka's
 * classes than the job does. It ends with the JVM that started it. Prints nothing: what it has to
 * say goes to its log.
 */
public final class LocalBroker implements AutoCloseable {
  /** Names the file that holds the broker's class path in one line. */
  public static final String CLASS_PATH_PROPERTY = "voco.broker.classpath";

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOP_TIMEOUT = Duration.ofMillis(3_500);
  private static final long POLL_MILLIS = 50;

  private final BrokerFiles files;
  private final int port;
  private final Process process;

  private LocalBroker(BrokerFiles files, int port, Process process) {
    this.files = files;
    this.port = port;
    this.process = process;
  }

  /** As below, with the class path file that the system property names. */
  public static LocalBroker start(Path directory, int port, Consumer<String> progress) {
    String list = System.getProperty(CLASS_PATH_PROPERTY, "deploy/broker/target/broker.classpath");
    return start(Path.of(list), directory, port, progress);
  }

  /**
   * Starts a broker and returns when it takes requests, in some five seconds.
   *
   * @param classPathFile written by the module deploy/broker
   * @param directory for data, settings and log; one with the data of an earlier run serves it
   *     again
   * @param port of the broker, or 0 for any free one
   * @param progress is told in a few words what is being waited for
   * @throws SetupException if the port is taken, the class path is missing, or the broker ends or
   *     stays silent for 60 s; with the last lines of its log
   */
  public static LocalBroker start(
      Path classPathFile, Path directory, int port, Consumer<String> progress) {
    BrokerFiles files = new BrokerFiles(directory.toAbsolutePath());
    try {
      String classPath = files.classPath(classPathFile);
      int[] ports = ports(port);
      files.write(ports[0], ports[1]);
      long logged = files.logSize();
      progress.accept("starting Kafka on 127.0.0.1:" + ports[0]);
      LocalBroker broker = new LocalBroker(files, ports[0], launch(files, classPath));
      try {
        broker.awaitReady(logged, progress);
        return broker;
      } catch (RuntimeException e) {
        broker.kill();
        throw e;
      }
    } catch (IOException e) {
      throw new SetupException("the local broker in " + directory + " cannot be started: " + e, e);
    }
  }

  /** For {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** The broker's log; it is kept from run to run. */
  public Path log() {
    return files.log();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Creates those of {@code topics} that do not exist. */
  public void createTopics(Collection<NewTopic> topics) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      Topics.createMissing(admin, topics);
    }
  }

  /** Asks the broker to end, and after 3.5 s makes it. */
  public void stop() {
    process.destroy();
    if (!awaitEnd()) {
      kill();
    }
  }

  /** Ends the broker as a crash would, at once. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  @Override
  public void close() {
    stop();
  }

  private boolean awaitEnd() {
    try {
      return process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Process launch(BrokerFiles files, String classPath) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/bin/sh"))) {
      // Ctrl-C reaches every process of the terminal; the broker is to outlive those who use it,
      // and a JVM that is born with the signal ignored leaves it so.
      command.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Dlog4j2.configurationFile=" + files.logSettings().toUri(),
            "-cp",
            classPath,
            BrokerMain.class.getName(),
            files.properties().toString(),
            files.data().toString(),
            Uuid.randomUuid().toString()));
    return new ProcessBuilder(command)
        .directory(files.directory().toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()))
        .start();
  }

  /** The broker's port and another for its controller, both free just now. */
  private static int[] ports(int wanted) throws IOException {
    InetAddress here = InetAddress.getByName("127.0.0.1");
    try (ServerSocket broker = listen(wanted, here);
        ServerSocket controller = listen(0, here)) {
      return new int[] {broker.getLocalPort(), controller.getLocalPort()};
    }
  }

  private static ServerSocket listen(int port, InetAddress here) throws IOException {
    try {
      return new ServerSocket(port, 1, here);
    } catch (IOException taken) {
      throw new SetupException(
          "port "
              + port
              + " of 127.0.0.1: expected it to be free for the local broker, found it in use; end"
              + " the program that listens there, or choose another port (0 for any)",
          taken);
    }
  }

  private void awaitReady(long logged, Consumer<String> progress) throws IOException {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    boolean ready = false;
    try {
      while (!ready && process.isAlive() && System.nanoTime() < deadline) {
        Thread.sleep(POLL_MILLIS);
        // Only when the port is open: an Admin logs a warning for every attempt before.
        ready = isListening() && isServing(progress);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (ready) {
      return;
    }
    String found = process.isAlive() ? "no answer" : "it ended with status " + process.exitValue();
    throw new SetupException(
        "the local broker on %s: expected it to take requests within %d s, found %s; its log %s ends:\n%s"
            .formatted(
                bootstrapServers(),
                START_TIMEOUT.toSeconds(),
                found,
                log(),
                files.lastLines(logged)));
  }

  private boolean isListening() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private boolean isServing(Consumer<String> progress) throws InterruptedException {
    progress.accept("waiting for Kafka to take requests");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      return !admin.describeCluster().nodes().get(10, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException notYet) {
      return false;
    }
  }
}
