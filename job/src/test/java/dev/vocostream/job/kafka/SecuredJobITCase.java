package dev.vocostream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vocostream.job.JobConfig;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.kafka.BrokerCheck.MissingTopics;
import dev.vocostream.job.local.LocalFlink;
import dev.vocostream.job.local.SecuredBroker;
import dev.vocostream.model.weights.BundledModel;
import dev.vocostream.operators.decode.DemoScene;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.security.auth.login.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job on a broker with TLS, passwords and rules, with the rights of deploy/docs/kafka.md. In a
 * process of its own: Kafka's clients keep a login for as long as one of them is open.
 */
@Tag("slow")
class SecuredJobITCase {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String JAAS = "java.security.auth.login.config";

  @TempDir private static Path directory;

  private static SecuredBroker broker;

  @BeforeAll
  static void start() throws Exception {
    broker =
        SecuredBroker.start(directory.resolve("broker"), Map.of("job", "right", "asker", "ask"));
    try (Admin admin = broker.admin()) {
      Topics.createMissing(admin, Topics.of(KafkaSettings.of("unused:1")));
      admin.createAcls(PageRights.of("the job", "job")).all().get();
      admin.createAcls(PageRights.of("who asks", "asker")).all().get();
    }
    BundledModel.write(directory.resolve("model"));
    DemoScene.YARD.write(directory.resolve("yard.mp4"));
    Path login = directory.resolve("kafka-jaas.conf");
    Files.writeString(
        login,
        "KafkaClient { org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"job\" password=\"right\"; };");
    System.setProperty(JAAS, login.toString());
    Configuration.setConfiguration(null);
  }

  @AfterAll
  static void stop() {
    System.clearProperty(JAAS);
    Configuration.setConfiguration(null);
    broker.close();
  }

  @Test
  void theRightsOfThePageAreEnoughToAnswerAQuestion() throws Exception {
    JobConfig config = config();
    VideoJob job = new VideoJob(config);
    job.checkBroker(MissingTopics.REFUSE);
    try (LocalFlink flink = LocalFlink.start(job, true)) {
      flink.awaitRunning(PATIENCE);
      Properties asker = asker(config.kafka());
      ask(asker, Instant.now());
      JsonNode answer = JSON.readTree(answer(asker).value());
      assertThat(answer.path("id").asText()).isEqualTo("q1");
      assertThat(answer.path("status").asText()).as("%s", answer).isEqualTo("answered");
      assertThat(answer.at("/answers/0/window/frames").asInt()).isPositive();
      assertThat(flink.ended()).isNotDone();
    }
  }

  private static void ask(Properties asker, Instant now) throws Exception {
    String question =
        "{\"id\":\"q1\",\"cameras\":[\"yard\"],\"text\":\"What is there?\",\"window\":"
            + "{\"from\":\"%s\",\"to\":\"%s\"},\"deadline\":\"%s\"}";
    String json = question.formatted(now, now.plusSeconds(2), now.plusSeconds(60));
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(asker, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("voco.questions", "q1", json)).get();
    }
  }

  /** The first committed one. Without a group: who asks has no right to any. */
  private static ConsumerRecord<String, String> answer(Properties asker) {
    asker.put("isolation.level", "read_committed");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(asker, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor("voco.answers").stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      return await()
          .atMost(PATIENCE)
          .until(() -> consumer.poll(Duration.ofMillis(200)), records -> !records.isEmpty())
          .iterator()
          .next();
    }
  }

  private static Properties asker(KafkaSettings kafka) {
    Properties asker = kafka.clientProperties();
    asker.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"asker\""
            + " password=\"ask\";");
    return asker;
  }

  private static JobConfig config() throws IOException {
    Path file = directory.resolve("voco.yaml");
    Files.writeString(
        file,
        """
        model: {directory: model}
        checkpoints: {directory: checkpoints, interval: 500 ms}
        ui-port: %d
        kafka:
          bootstrap-servers: %s
          client:
            security.protocol: SASL_SSL
            sasl.mechanism: PLAIN
            ssl.truststore.type: PKCS12
            ssl.truststore.location: %s
            ssl.truststore.password: %s
        cameras: [{id: yard, url: yard.mp4, fps: 2}]
        """
            .formatted(
                freePort(),
                broker.bootstrapServers(),
                broker.store(),
                SecuredBroker.STORE_PASSWORD));
    return JobConfig.read(file);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
