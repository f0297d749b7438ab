package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.job.kafka.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Options whose operators have state are switched off and on again: the memory stays. */
@Timeout(600)
class SwitchedOptionsITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String[] CAMERAS = {
    "{id: door, url: door.mp4, fps: 4, play: once, pace: fast}", // after a restart, memory alone
    "{id: yard, url: yard.mp4, fps: 4, play: loop, pace: live}"
  };

  @Test
  void picturesAndDeliveryAreSwitchedOffAndOnAgain(@TempDir Path directory) throws Exception {
    try (RunningJob job = new RunningJob(directory, "switched", CAMERAS)) {
      set(job, true, "exactly-once");
      KafkaSettings kafka = job.start();
      await().atMost(PATIENCE).until(() -> remembered(ask(job, "door")) >= 64);
      JsonNode door = ask(job, "door");
      assertThat(newPictures(job, kafka)).isPositive();

      set(job, false, "at-least-once");
      goOn(job);
      assertSame(ask(job, "door"), door);
      assertThat(newPictures(job, kafka)).as("of cameras that shall not be kept").isZero();
      assertThat(job.mailbox().answers())
          .extracting(answer -> answer.path("id").asText())
          .doesNotHaveDuplicates();

      set(job, true, "exactly-once");
      goOn(job);
      assertSame(ask(job, "door"), door);
      assertThat(newPictures(job, kafka)).isPositive();
    }
  }

  private static void set(RunningJob job, boolean pictures, String delivery) {
    job.site().more("snapshots.enabled: %b%nkafka.delivery: %s".formatted(pictures, delivery));
  }

  private static void goOn(RunningJob job) throws Exception {
    job.stop();
    job.goOn(2);
  }

  private static JsonNode ask(RunningJob job, String camera) throws Exception {
    String id = camera + System.nanoTime();
    job.mailbox()
        .ask(
            """
            {"id":"%s","cameras":["%s"],"text":"What is there?","maxTokens":8,"deadline":"%s"}
            """
                .formatted(id, camera, Instant.now().plusSeconds(60)));
    return job.mailbox().answer(id, PATIENCE).path("answers").get(0);
  }

  private static int remembered(JsonNode answer) {
    return answer.path("window").path("remembered").asInt();
  }

  private static void assertSame(JsonNode answer, JsonNode before) {
    assertThat(answer.path("text")).isEqualTo(before.path("text"));
    assertThat(remembered(answer)).isEqualTo(remembered(before));
  }

  /** That were written while the yard remembered four frames more. */
  private static long newPictures(RunningJob job, KafkaSettings kafka) throws Exception {
    int frames = remembered(ask(job, "yard"));
    long before = pictures(kafka);
    await().atMost(PATIENCE).until(() -> remembered(ask(job, "yard")) >= frames + 4);
    return pictures(kafka) - before;
  }

  private static long pictures(KafkaSettings kafka) {
    Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      String topic = kafka.snapshots().topic();
      return consumer
          .endOffsets(
              consumer.partitionsFor(topic).stream()
                  .map(each -> new TopicPartition(topic, each.partition()))
                  .toList())
          .values()
          .stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }
}
