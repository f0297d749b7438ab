package dev.vocostream.job.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vocostream.job.kafka.KafkaSettings;
import dev.vocostream.job.kafka.TopicFollower;
import dev.vocostream.job.kafka.Topics;
import dev.vocostream.job.local.LocalBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ConsoleTopicsITCase {
  private static final byte[] CAMERA = "{\"id\":\"yard\"}".getBytes(StandardCharsets.UTF_8);

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path directory;

  @Test
  void whatTheBrokerDidNotTakeIsNotWrittenWhenItComesBack() throws Exception {
    LocalBroker broker = LocalBroker.start(directory, 0, line -> {});
    KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
    broker.createTopics(Topics.of(kafka));
    Snapshots none = new Snapshots(1_000, PATIENCE, System::currentTimeMillis);
    try (ConsoleTopics topics = new ConsoleTopics(kafka, new ConsoleFeed(), none)) {
      assertThat(topics.send(kafka.cameras(), "yard", CAMERA)).isTrue();
      broker.stop();
      assertThat(topics.send(kafka.cameras(), "yard", null)).as("taken").isFalse();

      broker = LocalBroker.start(directory, port(kafka), line -> {});
      // Behind whatever the producer still had.
      await().atMost(PATIENCE).until(() -> topics.send(kafka.cameras(), "gate", CAMERA));
      assertThat(written(kafka)).contains(CAMERA).as("no tombstone").doesNotContainNull();
    } finally {
      broker.close();
    }
  }

  private static int port(KafkaSettings kafka) {
    return Integer.parseInt(kafka.bootstrapServers().split(":")[1]);
  }

  /** The values on the cameras' topic; null for a tombstone. */
  private static List<byte[]> written(KafkaSettings kafka) {
    List<byte[]> all = new ArrayList<>();
    try (TopicFollower topic = new TopicFollower(kafka, kafka.cameras())) {
      topic.read(message -> all.add(message.value()));
    }
    return all;
  }
}
