package dev.vocostream.job.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Main class of the broker's own JVM. Ends it when the JVM that started it goes away, however it
 * went: the operating system closes the pipe to our standard input even after kill -9.
 *
 * <p>This class is copied alone onto the broker's class path, so it names nothing but the JDK; the
 * broker's classes, of another version than those the job was compiled with, are found by name.
 */
final class BrokerMain {
  /** Milliseconds a shutdown may take before the process halts. */
  private static final long PATIENCE = 3_000;

  private BrokerMain() {}

  /** Arguments: the broker's properties file, its data directory, an id for a new cluster. */
  public static void main(String[] args) throws Exception {
    Thread watcher = new Thread(BrokerMain::endWithStarter, "starter-watch");
    watcher.setDaemon(true);
    watcher.start();
    String properties = args[0];
    if (!Files.exists(Path.of(args[1], "meta.properties"))) {
      format(properties, args[2]);
    }
    Class.forName("kafka.Kafka")
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[] {properties});
  }

  /** In this JVM rather than one of its own, which would take two seconds more. */
  private static void format(String properties, String clusterId) throws Exception {
    String[] command = {"format", "--cluster-id", clusterId, "--config", properties};
    Object status =
        Class.forName("kafka.tools.StorageTool")
            .getMethod("execute", String[].class, PrintStream.class)
            .invoke(null, command, System.out);
    if (!status.equals(0)) {
      System.exit(1);
    }
  }

  private static void endWithStarter() {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes; only the end is of interest.
      }
    } catch (IOException closed) {
      // As good as the end.
    }
    Thread exit = new Thread(() -> System.exit(0), "exit");
    exit.setDaemon(true);
    exit.start();
    try {
      Thread.sleep(PATIENCE);
    } catch (InterruptedException hurried) {
      // Halt at once.
    }
    Runtime.getRuntime().halt(1);
  }
}
