package dev.vocostream.job.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;

/**
 * A broker that lets nobody in without TLS and a password, and allows nobody anything that no rule
 * allows; but for a listener without either, by which a test gives rights.
 */
public final class SecuredBroker implements AutoCloseable {
  public static final String STORE_PASSWORD = "changeit";

  private final Process process;
  private final Path store;
  private final int open;
  private final int secured;

  private SecuredBroker(Process process, Path store, int open, int secured) {
    this.process = process;
    this.store = store;
    this.open = open;
    this.secured = secured;
  }

  /**
   * @param passwords of users, by their names
   */
  public static SecuredBroker start(Path directory, Map<String, String> passwords)
      throws Exception {
    int open = freePort();
    int controller = freePort();
    int secured = freePort();
    BrokerFiles files = new BrokerFiles(directory.toAbsolutePath());
    files.write(open, controller);
    Path store = certificate(files.directory());
    StringBuilder users = new StringBuilder();
    passwords.forEach((user, word) -> users.append(" user_%s=\"%s\"".formatted(user, word)));
    Files.writeString(
        files.properties(),
        """
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d,SASL_SSL://127.0.0.1:%3$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,SASL_SSL://localhost:%3$d
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL
        sasl.enabled.mechanisms=PLAIN
        listener.name.sasl_ssl.plain.sasl.jaas.config=\
        org.apache.kafka.common.security.plain.PlainLoginModule required%4$s;
        ssl.keystore.type=PKCS12
        ssl.keystore.location=%5$s
        ssl.keystore.password=%6$s
        authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
        super.users=User:ANONYMOUS
        allow.everyone.if.no.acl.found=false
        """
            .formatted(open, controller, secured, users, store, STORE_PASSWORD),
        StandardOpenOption.APPEND);
    SecuredBroker broker = new SecuredBroker(launch(files), store, open, secured);
    broker.awaitReady(files);
    return broker;
  }

  private static Process launch(BrokerFiles files) throws IOException {
    String list = System.getProperty(LocalBroker.CLASS_PATH_PROPERTY);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dlog4j2.configurationFile=" + files.logSettings().toUri(),
            "-cp",
            files.classPath(Path.of(list)),
            BrokerMain.class.getName(),
            files.properties().toString(),
            files.data().toString(),
            Uuid.randomUuid().toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(files.log().toFile())
        .start();
  }

  private void awaitReady(BrokerFiles files) throws IOException {
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .ignoreExceptions()
          .failFast("the broker ended", () -> !process.isAlive())
          .until(
              () -> {
                try (Admin admin = admin()) {
                  return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
                }
              });
    } catch (RuntimeException e) {
      close();
      throw new AssertionError(files.lastLines(0), e);
    }
  }

  /** A certificate for localhost, and the store that holds it. */
  private static Path certificate(Path directory) throws Exception {
    Path store = directory.resolve("broker.p12");
    Process keytool = new ProcessBuilder(command(store)).redirectErrorStream(true).start();
    if (keytool.waitFor() != 0) {
      throw new AssertionError(new String(keytool.getInputStream().readAllBytes()));
    }
    return store;
  }

  private static List<String> command(Path store) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-alias",
        "broker",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "SAN=dns:localhost",
        "-validity",
        "2",
        "-storetype",
        "PKCS12",
        "-storepass",
        STORE_PASSWORD,
        "-keystore",
        store.toString());
  }

  /** By the listener without a password; may do everything. */
  public Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + open));
  }

  /** The address that asks for TLS and a password. */
  public String bootstrapServers() {
    return "localhost:" + secured;
  }

  /** Holds the broker's certificate: for whoever trusts it. */
  public Path store() {
    return store;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
