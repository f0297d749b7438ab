package dev.vocostream.job.kafka;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connector's writer, whose end never fails and is soon. It aborts the transaction that is
 * open, and throws if the broker has not answered within a minute; an exception while a task ends
 * makes Flink end the process (since 2.2, see FLINK-38790), so that an outage of a minute cost
 * every task manager, and cancelling took the minute. The broker aborts what it finds open when the
 * next writer begins, or in time. What has to be written was by then: {@link #flush} says if it was
 * not.
 */
final class TidyWriter<T>
    implements PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> {
  private static final Logger LOG = LoggerFactory.getLogger(TidyWriter.class);

  /** For the broker to answer; a task may have two writers, which end one after the other. */
  private static final long PATIENCE_MILLIS = 1_500;

  /** For the rest, that needs no broker: a class loader that is closed by then could not end it. */
  private static final long REST_MILLIS = 500;

  private final PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer;

  TidyWriter(PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer) {
    this.writer = writer;
  }

  @Override
  public void write(T message, Context context) throws IOException, InterruptedException {
    writer.write(message, context);
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    writer.flush(endOfInput);
  }

  @Override
  public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
    writer.writeWatermark(watermark);
  }

  @Override
  public Collection<KafkaCommittable> prepareCommit() throws IOException, InterruptedException {
    return writer.prepareCommit();
  }

  @Override
  public List<KafkaWriterState> snapshotState(long checkpoint) throws IOException {
    return writer.snapshotState(checkpoint);
  }

  /** A wait for the broker that is interrupted closes the producers, so that no thread stays. */
  @Override
  public void close() {
    Thread end = new Thread(this::end, "end of a writer");
    end.setDaemon(true);
    end.start();
    try {
      end.join(PATIENCE_MILLIS);
      end.interrupt();
      end.join(REST_MILLIS);
    } catch (InterruptedException e) {
      end.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void end() {
    try {
      writer.close();
    } catch (Exception e) {
      LOG.warn("what was being written could not be given up, the broker will: {}", e.toString());
    }
  }
}
