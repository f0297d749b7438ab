package dev.vocostream.tests.console;

import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.kafka.KafkaSettings;
import dev.vocostream.job.kafka.SnapshotTopic;
import dev.vocostream.job.kafka.Topics;
import dev.vocostream.job.local.LocalBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker with the job's topics, on which the job's side is played by hand. */
final class ConsoleSite implements AutoCloseable {
  private final LocalBroker broker;
  private final KafkaSettings kafka;
  private final KafkaProducer<String, String> job;

  ConsoleSite(Path directory) {
    broker = LocalBroker.start(directory, 0, line -> {});
    kafka = KafkaSettings.of(broker.bootstrapServers());
    broker.createTopics(Topics.of(kafka));
    broker.createTopics(List.of(Topics.compacted(kafka.snapshots().topic(), 1)));
    job =
        new KafkaProducer<>(
            kafka.clientProperties(), new StringSerializer(), new StringSerializer());
  }

  KafkaSettings kafka() {
    return kafka;
  }

  /** Returns when the broker has it. */
  void say(String topic, String key, String json) throws Exception {
    job.send(new ProducerRecord<>(topic, key, json)).get();
  }

  void picture(String camera, Instant time, byte[] jpeg) throws Exception {
    picture(camera, time, jpeg, kafka.snapshots().retain());
  }

  /** One that is kept for so long. */
  void picture(String camera, Instant time, byte[] jpeg, Duration left) throws Exception {
    byte[] key = camera.getBytes(StandardCharsets.UTF_8);
    String topic = kafka.snapshots().topic();
    Properties writing = kafka.clientProperties();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer())) {
      long written = Instant.now().minus(kafka.snapshots().retain()).plus(left).toEpochMilli();
      ProducerRecord<byte[], byte[]> message =
          new ProducerRecord<>(topic, null, written, key, jpeg);
      message.headers().add(SnapshotTopic.TIME, time.toString().getBytes(StandardCharsets.UTF_8));
      producer.send(message).get();
    }
  }

  /** Returns before the broker has it. */
  void shout(String topic, String key, String json) {
    job.send(new ProducerRecord<>(topic, key, json));
  }

  void status(String camera) throws Exception {
    say(
        kafka.status(),
        camera,
        """
        {"camera": %s, "state": "ONLINE", "since": "2026-05-01T12:00:00Z",
         "memory": {"frames": 3, "bytes": 3000,
                    "from": "2026-05-01T12:00:00Z", "to": "2026-05-01T12:00:02Z"},
         "counts": {"remembered": 3}}
        """
            .formatted(new TextNode(camera)));
  }

  /** Returns when the broker has it. */
  void answer(String id, String camera, String text) throws Exception {
    say(kafka.answers(), id, answerOf(id, camera, text));
  }

  /** Returns before the broker has it. */
  void answerSoon(String id, String camera, String text) {
    shout(kafka.answers(), id, answerOf(id, camera, text));
  }

  private static String answerOf(String id, String camera, String text) {
    return """
    {"id": "%s", "status": "answered", "answers": [
      {"camera": "%s", "status": "answered", "text": %s, "evidence": [],
       "window": {"from": "2026-05-01T12:00:00Z", "to": "2026-05-01T12:00:02Z",
                  "frames": 3, "remembered": 3, "gaps": []}}],
     "timings": {"waited": 1, "model": 2, "total": 3}}
    """
        .formatted(id, camera, new TextNode(text));
  }

  /** All that was ever asked. */
  List<ConsumerRecord<String, String>> questions() {
    Properties reading = kafka.clientProperties();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(reading, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> all =
          consumer.partitionsFor(kafka.questions()).stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      long end = consumer.endOffsets(all).values().stream().mapToLong(Long::longValue).sum();
      List<ConsumerRecord<String, String>> found = new ArrayList<>();
      while (found.size() < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(found::add);
      }
      return found;
    }
  }

  /** What the contract has against this question. */
  static Iterable<?> violations(String question) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(VideoJob.class.getResourceAsStream("/schemas/voco.questions.schema.json"))
        .validate(question, InputFormat.JSON);
  }

  @Override
  public void close() {
    job.close(Duration.ZERO);
    broker.stop();
  }
}
