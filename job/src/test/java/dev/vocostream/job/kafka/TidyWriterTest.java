package dev.vocostream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Flink ends a process whose task fails while it ends: a broker that is away must not do that. */
class TidyWriterTest {
  /** Of a broker that is away. */
  private static class Lost
      implements PrecommittingStatefulSinkWriter<String, KafkaWriterState, KafkaCommittable> {
    private boolean closed;

    @Override
    public void write(String message, Context context) throws IOException {
      throw new IOException("away");
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      throw new IOException("away");
    }

    @Override
    public Collection<KafkaCommittable> prepareCommit() throws IOException {
      throw new IOException("away");
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpoint) throws IOException {
      throw new IOException("away");
    }

    @Override
    public void close() {
      closed = true;
      throw new TimeoutException("Timeout expired while awaiting EndTxn(false)");
    }
  }

  /** The broker is not away but says nothing. */
  private static final class Waiting extends Lost {
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public void close() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        ended.countDown();
      }
    }
  }

  private final Lost lost = new Lost();
  private final TidyWriter<String> writer = new TidyWriter<>(lost);

  @Test
  void itsEndDoesNotFail() {
    assertThatCode(writer::close).doesNotThrowAnyException();
    assertThat(lost.closed).isTrue();
  }

  @Test
  @Timeout(30)
  void itsEndIsSoonAndLeavesNoThread() throws Exception {
    Waiting waiting = new Waiting();
    long start = System.nanoTime();
    new TidyWriter<>(waiting).close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    assertThat(waiting.ended.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void allElseFailsAsItDid() {
    assertThatThrownBy(() -> writer.write("a", null)).hasMessage("away");
    assertThatThrownBy(() -> writer.flush(false)).hasMessage("away");
    assertThatThrownBy(writer::prepareCommit).hasMessage("away");
    assertThatThrownBy(() -> writer.snapshotState(1)).hasMessage("away");
  }
}
