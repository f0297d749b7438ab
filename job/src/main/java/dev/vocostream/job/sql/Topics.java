package dev.vocostream.job.sql;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The questions topic to write and the answers topic to read. */
interface Topics extends AutoCloseable {
  /**
   * Does not wait for the broker.
   *
   * @param failed called if it could not be sent
   */
  void send(String id, byte[] json, Consumer<Exception> failed);

  /**
   * Hands over what came since it was called last, at first that of the last hour. By one thread.
   *
   * @throws org.apache.kafka.common.errors.TimeoutException if the end was not reached in time; the
   *     next call goes on from there
   */
  void read(Consumer<ConsumerRecord<byte[], byte[]>> reader);

  @Override
  void close();
}
