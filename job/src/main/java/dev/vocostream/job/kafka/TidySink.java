package dev.vocostream.job.kafka;

import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Collection;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreWriteTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connector's sink, with {@link Redelivery} before it where messages count, a {@link
 * StrictCommitter}, and writers that leave no thread behind.
 *
 * <p>Its operators have state, so they are the same ones whatever the settings: Flink refuses a
 * checkpoint with state that no operator claims, and the job's memory with it.
 *
 * <p>A writer of pooled transactions asks the broker at its start which are open, by an admin
 * client that nobody closes (flink-connector-kafka 5.0.0). Its thread holds all classes of the job,
 * so that every restart costs a task manager a copy of them, until it dies for want of metaspace. A
 * writer that is there has asked, and asks no more.
 */
final class TidySink<T>
    implements TwoPhaseCommittingStatefulSink<T, KafkaWriterState, KafkaCommittable>,
        SupportsPreWriteTopology<T>,
        SupportsPostCommitTopology<KafkaCommittable>,
        LineageVertexProvider {
  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(TidySink.class);
  private static final String ADMIN = "adminClient";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final KafkaSink<T> sink;
  private final KafkaSink<T> committing;
  private final Redelivering<T> redelivering;
  private final boolean idle;

  /**
   * @param committing whose committer is taken: one without transactions would drop those of a
   *     checkpoint from before a switch, which readers then wait for until the broker gives them up
   * @param redelivering null where there never are transactions
   * @param idle writes nothing, and opens no producer
   */
  TidySink(KafkaSink<T> sink, KafkaSink<T> committing, Redelivering<T> redelivering, boolean idle) {
    this.sink = sink;
    this.committing = committing;
    this.redelivering = redelivering;
    this.idle = idle;
  }

  /**
   * How messages that a transaction lost are found.
   *
   * @param committed what the topic has
   * @param transactions whether messages are written in some; else only those from before, when
   *     they were, have to be found
   */
  record Redelivering<T>(
      MessageId ids, SerializationSchema<T> values, Committed committed, boolean transactions)
      implements Serializable {}

  @Override
  public DataStream<T> addPreWriteTopology(DataStream<T> messages) {
    if (redelivering == null) {
      return messages;
    }
    return messages
        .transform(
            "undelivered",
            messages.getType(),
            new RedeliveryFactory<>(redelivering, messages.getType()))
        .uid("undelivered");
  }

  @Override
  public PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> createWriter(
      WriterInitContext context) throws IOException {
    return idle ? new IdleWriter<>() : tidied(sink.createWriter(context));
  }

  @Override
  public PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> restoreWriter(
      WriterInitContext context, Collection<KafkaWriterState> states) throws IOException {
    return idle ? new IdleWriter<>() : tidied(sink.restoreWriter(context, states));
  }

  private static <T> TidyWriter<T> tidied(
      PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer) {
    closeAdmin(writer);
    return new TidyWriter<>(writer);
  }

  private static void closeAdmin(Object writer) {
    try {
      Field field = writer.getClass().getDeclaredField(ADMIN);
      field.setAccessible(true);
      Admin admin = (Admin) field.get(writer);
      if (admin != null) {
        admin.close(PATIENCE);
        field.set(writer, null); // it would open another one
      }
    } catch (NoSuchFieldException e) {
      LOG.debug("{} has no admin client", writer); // one without transactions
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
    return sink.getWriterStateSerializer();
  }

  @Override
  public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
    return new StrictCommitter(
        committing.createCommitter(context),
        context.metricGroup().getNumCommittablesTotalCounter());
  }

  @Override
  public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
    return sink.getCommittableSerializer();
  }

  @Override
  public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committables) {
    sink.addPostCommitTopology(committables);
  }

  @Override
  public LineageVertex getLineageVertex() {
    return sink.getLineageVertex();
  }
}
