package dev.vocostream.job.kafka;

import dev.vocostream.operators.RejectedMessage;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes dead letters of records. */
final class DeadLetter {
  private DeadLetter() {}

  static RejectedMessage of(ConsumerRecord<byte[], byte[]> message, BadMessage bad) {
    return of(message.topic(), message.partition(), message.offset(), message.value(), bad);
  }

  /**
   * @param value null, as in a tombstone, for none
   */
  static RejectedMessage of(
      String topic, int partition, long offset, byte[] value, BadMessage bad) {
    byte[] original = value == null ? new byte[0] : value;
    return new RejectedMessage(
        topic,
        partition,
        offset,
        bad.reason,
        bad.getMessage(),
        Arrays.copyOf(original, Math.min(original.length, QuestionReader.KEPT_BYTES)),
        original.length);
  }
}
