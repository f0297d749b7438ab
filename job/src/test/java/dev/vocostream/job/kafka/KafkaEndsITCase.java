package dev.vocostream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.kafka.KafkaSettings.Delivery;
import dev.vocostream.job.local.LocalBroker;
import dev.vocostream.operators.Answer;
import dev.vocostream.operators.Answer.ModelTag;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.QuestionMessage;
import dev.vocostream.operators.RejectedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaEndsITCase {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int QUESTIONS = 300;
  private static final int FAILS_AT = 150;

  /** Counts over restarts of the task, which lives in this JVM. */
  private static final AtomicInteger ANSWERED = new AtomicInteger();

  /** A message and where it went. */
  private record Sent(byte[] bytes, RecordMetadata at) {}

  @TempDir Path directory;

  private LocalBroker broker;
  private KafkaSettings settings;
  private KafkaProducer<String, byte[]> producer;

  @BeforeEach
  void startBroker() {
    broker = LocalBroker.start(directory, 0, line -> {});
    settings = KafkaSettings.of(broker.bootstrapServers());
    broker.createTopics(Topics.of(settings));
    producer =
        new KafkaProducer<>(
            settings.clientProperties(), new StringSerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void stopBroker() {
    producer.close();
    broker.stop();
  }

  @Test
  void answersEachQuestionOnceOverAFailureAndPutsTheRestWhereItCanBeFound() throws Exception {
    JobClient job = startJob(Duration.ofMillis(500));
    byte[] notUtf8 = {'h', 'i', (byte) 0xFF};
    byte[] huge = new byte[900_000];
    new Random(1).nextBytes(huge);
    // By their sizes, which tell them apart again.
    Map<Integer, Sent> bad = new HashMap<>();
    bad.put(3, new Sent(notUtf8, send(null, notUtf8)));
    bad.put(0, new Sent(new byte[0], send("gone", null)));
    bad.put(huge.length, new Sent(huge, send("huge", huge)));
    for (int i = 0; i < QUESTIONS; i++) {
      send("q" + i, question("q" + i));
      if (i == QUESTIONS / 3) {
        // The failure shall come when some answers are committed and others are not.
        assertThat(committed("voco.answers", 1)).isNotEmpty();
      }
    }

    List<String> expected = IntStream.range(0, QUESTIONS).mapToObj(i -> "q" + i).toList();
    List<ConsumerRecord<String, byte[]>> answers = committed("voco.answers", QUESTIONS);
    assertThat(answers)
        .extracting(ConsumerRecord::key)
        .containsExactlyInAnyOrderElementsOf(expected);
    for (ConsumerRecord<String, byte[]> answer : answers) {
      JsonNode json = JSON.readTree(answer.value());
      assertThat(MessageSchema.of("voco.answers").violations(json)).isEmpty();
      assertThat(json.get("id").textValue()).isEqualTo(answer.key());
    }
    assertThat(ANSWERED.get())
        .as("answers written, those of the failure twice")
        .isGreaterThan(QUESTIONS);

    checkDeadLetters(bad);
    job.cancel().get();
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(adminThreads()).as("left of a job that is gone").isEmpty());
  }

  /** Flink ends those of its sources with the job. */
  private static List<String> adminThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("kafka-admin-client-thread"))
        .toList();
  }

  @Test
  void showsAnAnswerBeforeAnyCheckpointWhereOnceAtLeastIsEnough() throws Exception {
    settings = settings.with(Delivery.AT_LEAST_ONCE, settings.transactionTimeout());
    JobClient job = startJob(Duration.ofHours(1));
    send("q", question("q"));
    assertThat(committed("voco.answers", 1)).extracting(ConsumerRecord::key).containsExactly("q");
    job.cancel().get();
  }

  private void checkDeadLetters(Map<Integer, Sent> bad) throws IOException {
    List<ConsumerRecord<String, byte[]>> rejected = committed("voco.rejected", bad.size());
    assertThat(rejected).hasSize(bad.size()).allMatch(letter -> letter.key() == null);
    for (ConsumerRecord<String, byte[]> letter : rejected) {
      JsonNode json = JSON.readTree(letter.value());
      assertThat(MessageSchema.of("voco.rejected").violations(json)).isEmpty();
      Sent sent = bad.remove(json.get("size").intValue());
      assertThat(json.get("topic").textValue()).isEqualTo("voco.questions");
      assertThat(json.get("partition").intValue()).isEqualTo(sent.at().partition());
      assertThat(json.get("offset").longValue()).isEqualTo(sent.at().offset());
      byte[] kept = json.get("bytes").binaryValue();
      assertThat(sent.bytes()).startsWith(kept);
      assertThat(json.has("truncated")).isEqualTo(kept.length < sent.bytes().length);
      assertThat(kept).hasSize(Math.min(sent.bytes().length, QuestionReader.KEPT_BYTES));
    }
  }

  private JobClient startJob(Duration checkpointInterval) throws Exception {
    ANSWERED.set(0);
    Configuration configuration = new Configuration();
    configuration.setString("pipeline.generic-types", "false");
    configuration.setString("restart-strategy.type", "fixed-delay");
    configuration.setString("restart-strategy.fixed-delay.delay", "100 ms");
    configuration.setString("taskmanager.memory.managed.size", "32m");
    StreamExecutionEnvironment flink =
        StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
    flink.enableCheckpointing(checkpointInterval.toMillis());
    DataStream<QuestionMessage> messages =
        flink.fromSource(
            QuestionTopic.source(settings), WatermarkStrategy.noWatermarks(), "questions");
    messages
        .filter(message -> message.question() != null)
        .rebalance()
        .map(KafkaEndsITCase::answer)
        .returns(TypeInformation.of(Answer.class))
        .rebalance()
        .sinkTo(AnswerTopic.sink(settings))
        .uid("answers");
    messages
        .filter(message -> message.rejected() != null)
        .map(QuestionMessage::rejected)
        .returns(TypeInformation.of(RejectedMessage.class))
        .rebalance()
        .sinkTo(RejectedTopic.sink(settings))
        .uid("rejected");
    return flink.executeAsync("kafka ends");
  }

  private static Answer answer(QuestionMessage message) {
    if (ANSWERED.incrementAndGet() == FAILS_AT) {
      throw new IllegalStateException("failing on purpose");
    }
    String id = message.question().id();
    List<String> cameras = message.question().cameras();
    CameraAnswer entry =
        new CameraAnswer(
            id,
            cameras,
            cameras.get(0),
            Status.ANSWERED,
            null,
            "yes",
            0.9,
            null,
            List.of(),
            null,
            0);
    return new Answer(id, Status.ANSWERED, List.of(entry), new ModelTag("fake", "0", true));
  }

  private static byte[] question(String id) {
    return "{\"id\":\"%s\",\"cameras\":[\"yard\"],\"text\":\"What?\",\"window\":{\"last\":\"PT1M\"}}"
        .formatted(id)
        .getBytes(StandardCharsets.UTF_8);
  }

  private RecordMetadata send(String key, byte[] value) throws Exception {
    return producer.send(new ProducerRecord<>("voco.questions", key, value)).get();
  }

  /** All committed records of a topic, once there are as many as expected and no more come. */
  private List<ConsumerRecord<String, byte[]>> committed(String topic, int expected) {
    Map<String, Object> client =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "group.id",
            "test-" + System.nanoTime(),
            "auto.offset.reset",
            "earliest",
            "isolation.level",
            "read_committed");
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ZERO)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return records.size() >= expected;
              });
      ConsumerRecords<String, byte[]> more;
      do {
        more = consumer.poll(Duration.ofMillis(1_500));
        more.forEach(records::add);
      } while (!more.isEmpty());
    }
    return records;
  }
}
