package dev.vocostream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vocostream.job.local.LocalBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicFollowerITCase {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final byte[] ANSWER = "{}".getBytes(StandardCharsets.UTF_8);

  /** Somebody needs more readers, while others follow the topic. */
  @Test
  void followsAPartitionThatIsAdded(@TempDir Path directory) throws Exception {
    try (LocalBroker broker = LocalBroker.start(directory, 0, line -> {})) {
      KafkaSettings settings = KafkaSettings.of(broker.bootstrapServers());
      broker.createTopics(Topics.of(settings));
      String topic = settings.answers();
      List<Integer> read = new ArrayList<>();
      try (TopicFollower follower = TopicFollower.fromHereOn(settings, topic);
          Admin admin = Admin.create(settings.clientProperties())) {
        follower.read(message -> read.add(message.partition()));
        int added = add(admin, topic);
        try (KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                settings.clientProperties(),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
          producer.send(new ProducerRecord<>(topic, added, null, ANSWER)).get();
        }
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () -> {
                  follower.read(message -> read.add(message.partition()));
                  assertThat(read).containsExactly(added);
                });
      }
    }
  }

  /** The number of the partition that was added. */
  private static int add(Admin admin, String topic) throws Exception {
    int before = partitions(admin, topic);
    admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(before + 1))).all().get();
    await().atMost(PATIENCE).until(() -> partitions(admin, topic) > before);
    return before;
  }

  private static int partitions(Admin admin, String topic) throws Exception {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .size();
  }
}
