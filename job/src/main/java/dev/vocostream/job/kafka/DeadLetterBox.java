package dev.vocostream.job.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dead letters of {@code voco.rejected} from a moment on, for who has written a message and
 * wants to know whether it is among them. Who may not read the topic gets none. For one thread.
 */
final class DeadLetterBox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterBox.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  // -- configuration
  private final KafkaSettings kafka;

  // -- runtime
  private final List<JsonNode> letters = new ArrayList<>();
  private TopicFollower topic; // null until it begins, and where the topic cannot be read

  DeadLetterBox(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /** Letters from before are of no interest; to be called before the message is written. */
  void begin() {
    if (topic == null) {
      topic = TopicFollower.fromHereOn(kafka, kafka.rejected());
    }
    if (!read()) {
      close(); // where it would go on from later is not known
    }
    letters.clear();
  }

  /** Why the message at this place was refused; empty where no letter says so. */
  Optional<String> detailOf(String from, int partition, long offset) {
    read();
    return letters.stream()
        .filter(letter -> letter.path("topic").asText().equals(from))
        .filter(letter -> letter.path("partition").asInt(-1) == partition)
        .filter(letter -> letter.path("offset").asLong(-1) == offset)
        .map(letter -> letter.path("detail").asText())
        .findFirst();
  }

  /** Whether it could be read. */
  private boolean read() {
    if (topic == null) {
      return false;
    }
    try {
      topic.read(this::take);
      return true;
    } catch (KafkaException e) {
      LOG.debug("what the job refuses is not known now", e);
      return false;
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> letter) {
    try {
      letters.add(JSON.readTree(letter.value()));
    } catch (IOException | IllegalArgumentException e) {
      // Not of the job.
    }
  }

  @Override
  public void close() {
    if (topic != null) {
      topic.close();
      topic = null;
    }
  }
}
