package dev.vocostream.job.kafka;

import dev.vocostream.operators.RejectedMessage;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes dead letters of records. */
final class DeadLetter {
  private DeadLetter() {}

  static RejectedMessage of(ConsumerRecord<byte[], byte[]> message, BadMessage bad) {
    byte[] value = message.value() == null ? new byte[0] : message.value();
    return new RejectedMessage(
        message.topic(),
        message.partition(),
        message.offset(),
        bad.reason,
        bad.getMessage(),
        Arrays.copyOf(value, Math.min(value.length, QuestionReader.KEPT_BYTES)),
        value.length);
  }
}
