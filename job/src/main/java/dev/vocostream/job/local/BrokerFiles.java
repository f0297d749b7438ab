package dev.vocostream.job.local;

import dev.vocostream.job.SetupException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What a local broker has on disk: its data, its settings, its log, its launcher. */
record BrokerFiles(Path directory) {
  private static final String REMEDY =
      "write it with 'mvn -pl deploy/broker generate-resources', or name a Kafka that is running";

  Path data() {
    return directory.resolve("data");
  }

  Path properties() {
    return directory.resolve("server.properties");
  }

  Path logSettings() {
    return directory.resolve("log4j2.properties");
  }

  Path log() {
    return directory.resolve("broker.log");
  }

  private Path launcher() {
    return directory.resolve("launcher");
  }

  /**
   * The broker's class path with our launcher at its end.
   *
   * @param list a file that holds the class path in one line
   */
  String classPath(Path list) throws IOException {
    if (!Files.isRegularFile(list)) {
      throw new SetupException(
          "the local broker's class path: expected it in the file "
              + list
              + ", found none; "
              + REMEDY);
    }
    String jars = Files.readString(list).trim();
    for (String jar : jars.split(File.pathSeparator)) {
      if (!Files.exists(Path.of(jar))) {
        throw new SetupException(
            "the local broker's class path: " + list + " names " + jar + ", found none; " + REMEDY);
      }
    }
    return jars + File.pathSeparator + launcher();
  }

  /** Writes everything but the data, which is kept from an earlier run. */
  void write(int port, int controllerPort) throws IOException {
    Files.createDirectories(data());
    Files.writeString(properties(), settings(port, controllerPort));
    Files.writeString(
        logSettings(),
        """
        rootLogger.level = WARN
        rootLogger.appenderRef.console.ref = Console
        appender.console.type = Console
        appender.console.name = Console
        appender.console.layout.type = PatternLayout
        appender.console.layout.pattern = %d %p %c %m%n
        """);
    // Alone, not with the jar or directory it lies in: nothing else of ours may meet the broker.
    String file = BrokerMain.class.getName().replace('.', '/') + ".class";
    Path copy = launcher().resolve(file);
    Files.createDirectories(copy.getParent());
    try (InputStream in = BrokerMain.class.getResourceAsStream("/" + file)) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private String settings(int port, int controllerPort) {
    // A properties file reads a backslash as an escape.
    String data = data().toAbsolutePath().toString().replace("\\", "\\\\");
    // A broker that was killed may come back only after its session, by default 9 s, has run out.
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:%2$d
    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
    controller.listener.names=CONTROLLER
    inter.broker.listener.name=PLAINTEXT
    log.dirs=%3$s
    auto.create.topics.enable=false
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=1
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.state.log.num.partitions=1
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    group.initial.rebalance.delay.ms=0
    broker.session.timeout.ms=3000
    broker.heartbeat.interval.ms=500
    """
        .formatted(port, controllerPort, data);
  }

  long logSize() throws IOException {
    return Files.exists(log()) ? Files.size(log()) : 0;
  }

  /** The last lines that the log has gained since it was {@code from} bytes long. */
  String lastLines(long from) throws IOException {
    byte[] log = Files.readAllBytes(log());
    int start = (int) Math.min(from, log.length);
    String gained = new String(log, start, log.length - start, StandardCharsets.UTF_8);
    List<String> lines = gained.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
  }
}
