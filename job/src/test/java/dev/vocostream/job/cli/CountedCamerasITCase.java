package dev.vocostream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.kafka.CameraDesk;
import dev.vocostream.job.kafka.KafkaSettings;
import dev.vocostream.job.kafka.Topics;
import dev.vocostream.job.local.LocalBroker;
import dev.vocostream.model.weights.BundledModel;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cameras may remember is counted before a job starts, wherever they and it are. */
class CountedCamerasITCase {
  /** Of 77 GB each: more than this machine's disk has. */
  private static final int CAMERAS = 100;

  @TempDir private Path directory;

  @Test
  void camerasOfTheTopicAreCountedByRunAndSubmitAndByTheJobItself() throws Exception {
    BundledModel.write(directory.resolve("model"));
    HttpServer flink = emptyFlink();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true));
    try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"), 0, line -> {})) {
      String config = config(broker.bootstrapServers()).toString();
      String cluster = "127.0.0.1:" + flink.getAddress().getPort();
      KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
      broker.createTopics(Topics.of(kafka));
      try (CameraDesk desk = new CameraDesk(kafka)) {
        for (int number = 0; number < CAMERAS; number++) {
          desk.put(endless("cam" + number));
        }
        assertThat(refusalOf("run", "--check", "--config", config))
            .contains(
                "the cameras may remember 10240.00 GB in all",
                "twice on the disk of",
                "lower retain");
        assertThat(refusalOf("submit", "--to", cluster, "--config", config))
            .contains(
                "the cameras may remember 10240.00 GB in all",
                "once on the disk of",
                "lower retain");
        assertThatThrownBy(() -> VideoJob.main(new String[] {"--config", config}))
            .hasMessageContainingAll(
                "the cameras may remember 10240.00 GB in all",
                "once on the disk of",
                "lower retain");
        assertThat(printed.toString()).contains("memory at most 10240.00 GB for 100 cameras");
      }
    } finally {
      System.setOut(before);
      flink.stop(0);
    }
  }

  @Test
  void theJobItselfDoesNotGoOnFromWhereEverybodyMayWrite() throws Exception {
    BundledModel.write(directory.resolve("model"));
    Path savepoint = Files.createDirectories(directory.resolve("savepoint"));
    Files.setPosixFilePermissions(savepoint, PosixFilePermissions.fromString("rwxrwxrwx"));
    try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"), 0, line -> {})) {
      broker.createTopics(Topics.of(KafkaSettings.of(broker.bootstrapServers())));
      Path config = config(broker.bootstrapServers());
      // where Flink's client puts what comes after -s
      Files.writeString(
          config,
          "flink: {execution.state-recovery.path: '%s'}".formatted(savepoint),
          StandardOpenOption.APPEND);
      assertThatThrownBy(() -> VideoJob.main(new String[] {"--config", config.toString()}))
          .hasMessageContainingAll("everybody may write to " + savepoint, "chmod");
    }
  }

  private static CameraSettings endless(String id) {
    return new CameraSettings(
        id,
        "/none.mp4",
        1,
        Play.LOOP,
        Pace.LIVE,
        Duration.ofDays(365),
        10_000_000,
        9_007_199_254_740_991L);
  }

  /** A cluster that runs no job, as far as it is asked. */
  private static HttpServer emptyFlink() throws Exception {
    HttpServer flink =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    flink.createContext(
        "/jobs/overview",
        exchange -> {
          byte[] body = "{\"jobs\":[]}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    flink.start();
    return flink;
  }

  private Path config(String bootstrap) throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    return Files.writeString(
        directory.resolve("voco.yaml"),
        """
        model: {directory: model}
        kafka: {bootstrap-servers: '%s'}
        checkpoints: {directory: checkpoints}
        memory: {retain-at-most: 366 d}
        ui-port: %d
        """
            .formatted(bootstrap, port));
  }

  /** What is said on standard error; nothing where nothing stands in the way. */
  private static String refusalOf(String... arguments) {
    StringWriter error = new StringWriter();
    Voco.commandLine().setErr(new PrintWriter(error, true)).execute(arguments);
    return error.toString();
  }
}
