package dev.vocostream.job.kafka;

import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.metrics.Counter;

/**
 * The connector's committer, but for what the broker will not commit: the connector counts such a
 * transaction and goes on, and what was in it is gone. Where it was written since the job started,
 * the job fails instead, so that {@link Redelivery} asks what the topic has.
 *
 * <p>What was restored may be refused: it has been committed before the failure, or {@link
 * Redelivery} finds out now. To fail there would be to fail at every restore. Flink commits all
 * that is restored before it takes the first transaction from the writer, and counts only these.
 */
final class StrictCommitter implements Committer<KafkaCommittable> {
  private final Committer<KafkaCommittable> committer;
  private final Counter arrived;

  /**
   * @param arrived how many came from the writer
   */
  StrictCommitter(Committer<KafkaCommittable> committer, Counter arrived) {
    this.committer = committer;
    this.arrived = arrived;
  }

  @Override
  public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
      throws IOException, InterruptedException {
    boolean restored = arrived.getCount() == 0;
    committer.commit(
        restored
            ? requests
            : requests.stream().<CommitRequest<KafkaCommittable>>map(Strict::new).toList());
  }

  @Override
  public void close() throws Exception {
    committer.close();
  }

  /** Takes no reason for a failure. */
  private record Strict(CommitRequest<KafkaCommittable> request)
      implements CommitRequest<KafkaCommittable> {
    @Override
    public KafkaCommittable getCommittable() {
      return request.getCommittable();
    }

    @Override
    public int getNumberOfRetries() {
      return request.getNumberOfRetries();
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      request.signalFailedWithUnknownReason(reason); // throws
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      request.signalFailedWithUnknownReason(reason);
    }

    @Override
    public void retryLater() {
      request.retryLater();
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable committable) {
      request.updateAndRetryLater(committable);
    }

    @Override
    public void signalAlreadyCommitted() {
      request.signalAlreadyCommitted();
    }
  }
}
