package dev.vocostream.job.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vocostream.job.SetupException;
import dev.vocostream.job.kafka.KafkaSettings;
import dev.vocostream.job.kafka.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerITCase {
  @TempDir Path directory;

  @Test
  void servesTheDataOfAnEarlierRunAndStopsWithinFourSeconds() throws Exception {
    List<String> progress = new ArrayList<>();
    try (LocalBroker broker = LocalBroker.start(directory, 0, progress::add)) {
      broker.createTopics(Topics.of(KafkaSettings.of(broker.bootstrapServers())));
      broker.createTopics(Topics.of(KafkaSettings.of(broker.bootstrapServers())));
      send(broker, "hello");
      assertThat(first(broker)).isEqualTo("hello");
      long asked = System.nanoTime();
      broker.stop();
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(4));
      assertThat(broker.isAlive()).isFalse();
    }
    assertThat(progress).first().asString().startsWith("starting Kafka on 127.0.0.1:");

    try (LocalBroker again = LocalBroker.start(directory, 0, progress::add)) {
      signal("-INT", again);
      await("after Ctrl-C in the terminal")
          .during(Duration.ofSeconds(1))
          .atMost(Duration.ofSeconds(2))
          .until(again::isAlive);
      assertThat(first(again)).isEqualTo("hello");
      again.kill();
    }
    try (LocalBroker afterACrash = LocalBroker.start(directory, 0, progress::add)) {
      assertThat(first(afterACrash)).isEqualTo("hello");
    }
  }

  @Test
  void endsWithTheJvmThatStartedItEvenIfThatIsKilled() throws Exception {
    Path pidFile = directory.resolve("pid");
    Process starter =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                "-D" + LocalBroker.CLASS_PATH_PROPERTY + "=" + classPathFile(),
                Starter.class.getName(),
                directory.toString(),
                pidFile.toString())
            .redirectOutput(directory.resolve("starter.out").toFile())
            .redirectError(directory.resolve("starter.err").toFile())
            .start();
    await().atMost(Duration.ofSeconds(90)).until(() -> Files.exists(pidFile));
    ProcessHandle broker =
        ProcessHandle.of(Long.parseLong(Files.readString(pidFile))).orElseThrow();
    assertThat(broker.isAlive()).isTrue();

    starter.destroyForcibly();

    await().atMost(Duration.ofSeconds(5)).until(() -> !broker.isAlive());
    assertThat(directory.resolve("starter.out")).isEmptyFile();
  }

  @Test
  void namesThePortThatIsInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> LocalBroker.start(directory, taken.getLocalPort(), line -> {}))
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("choose another port");
    }
  }

  @Test
  void namesTheCommandThatWritesAMissingClassPath() {
    Path missing = directory.resolve("missing.classpath");
    assertThatThrownBy(() -> LocalBroker.start(missing, directory, 0, line -> {}))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("mvn -pl deploy/broker generate-resources");
  }

  @Test
  void showsTheEndOfTheLogOfABrokerThatDidNotStart() throws IOException {
    Files.createDirectories(directory.resolve("data"));
    Files.writeString(directory.resolve("data/meta.properties"), "version=1\nnode.id=7\n");
    assertThatThrownBy(() -> LocalBroker.start(directory, 0, line -> {}))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("it ended with status")
        .hasMessageContaining("meta.properties");
  }

  /** Runs in a JVM of its own: starts a broker, writes its process id and waits to be killed. */
  static final class Starter {
    public static void main(String[] args) throws Exception {
      try (LocalBroker broker = LocalBroker.start(Path.of(args[0]), 0, line -> {})) {
        Path written = Files.writeString(Path.of(args[1] + ".tmp"), Long.toString(broker.pid()));
        Files.move(written, Path.of(args[1]));
        Thread.currentThread().join();
      }
    }
  }

  private static String classPathFile() {
    return System.getProperty(LocalBroker.CLASS_PATH_PROPERTY);
  }

  private static void signal(String signal, LocalBroker broker) throws Exception {
    String pid = Long.toString(broker.pid());
    assertThat(new ProcessBuilder("kill", signal, pid).start().waitFor()).isZero();
  }

  private static void send(LocalBroker broker, String text) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("voco.questions", 0, "q", text)).get();
    }
  }

  private static String first(LocalBroker broker) {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition("voco.questions", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(Duration.ofSeconds(20)).iterator().next().value();
    }
  }
}
