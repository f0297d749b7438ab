package dev.vocostream.job.kafka;

import dev.vocostream.job.kafka.TidySink.Redelivering;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before a sink with transactions and makes good what they lose. A broker aborts a
 * transaction that nobody came back for in time; what was in it is written, according to the
 * checkpoint, and nobody can read it. So what was passed on is kept until surely committed, and
 * after a restore what the topic does not have is passed on again.
 *
 * <pre>
 *   restored ─► what does the topic have? ─► what it has not is passed on, then all that came since
 * </pre>
 *
 * Meanwhile nothing is passed on, so that messages keep their order, and barriers are not held up:
 * what waits is in the {@linkplain UndeliveredState state} as well.
 *
 * <p>A job that writes without transactions, and did so with them before, has these to make good as
 * well; then it keeps nothing, as a sink without them loses nothing.
 */
final class Redelivery<T> extends AbstractStreamOperator<T>
    implements OneInputStreamOperator<T, T> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(Redelivery.class);

  /** Of a flood not more is kept: the first that came go. */
  static final long MOST_BYTES = 32L << 20;

  private static final long PAUSE_NANOS = 1_000_000_000;

  // -- configuration
  private final Redelivering<T> how;
  private final TypeInformation<T> type;

  // -- runtime
  private final transient MailboxExecutor mailbox;
  private final transient List<Kept<T>> kept = new LinkedList<>(); // in the order they came
  private transient UndeliveredState<T> state;
  private transient Counter redelivered;
  private transient Thread reader; // null but while the topic is read
  private transient long bytes;
  private transient boolean flooded; // and said so

  /** A message, and when it came; restored ones may be on the topic or not. */
  private static final class Kept<T> {
    private static final long NOT_YET = -1;

    final T message;
    final long since;
    final int bytes;
    final boolean restored;
    boolean passedOn;
    boolean committing;
    long checkpoint = NOT_YET; // the first with it in its transaction

    Kept(T message, long since, int bytes, boolean restored) {
      this.message = message;
      this.since = since;
      this.bytes = bytes;
      this.restored = restored;
    }
  }

  Redelivery(StreamOperatorParameters<T> parameters, Redelivering<T> how, TypeInformation<T> type) {
    super(parameters);
    this.mailbox = parameters.getMailboxExecutor();
    this.how = how;
    this.type = type;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    TaskInfo task = getRuntimeContext().getTaskInfo();
    state = new UndeliveredState<>(context.getOperatorStateStore(), how, type, task);
    for (Tuple2<Long, T> each : state.restored()) {
      keep(each.f1, each.f0, true);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    redelivered = getMetricGroup().counter("messagesRedelivered");
    if (!kept.isEmpty()) {
      Instant oldest =
          Instant.ofEpochMilli(kept.stream().mapToLong(k -> k.since).min().getAsLong());
      reader = new Thread(() -> look(oldest), "redelivery");
      reader.setDaemon(true);
      reader.start();
    }
  }

  /** Until it has, or the task ends: what waits is in the last checkpoint. */
  private void look(Instant oldest) {
    boolean has = false;
    while (!has && !Thread.currentThread().isInterrupted()) {
      has = hasLooked(oldest);
    }
  }

  private boolean hasLooked(Instant oldest) {
    try {
      Set<String> found = how.committed().since(oldest);
      mailbox.execute(() -> looked(found), "redelivery");
      return true;
    } catch (RejectedExecutionException | InterruptedException taskEnds) {
      return true;
    } catch (Exception e) {
      if (!Thread.currentThread().isInterrupted()) {
        LOG.warn("what is committed cannot be read yet, nothing is written: {}", e.toString());
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      return false;
    }
  }

  private void looked(Set<String> found) {
    reader = null;
    for (Iterator<Kept<T>> all = kept.iterator(); all.hasNext(); ) {
      Kept<T> each = all.next();
      if (each.restored && found.contains(how.ids().of(how.values().serialize(each.message)))) {
        all.remove();
        bytes -= each.bytes;
      } else {
        if (each.restored) {
          redelivered.inc();
        }
        passOn(each);
      }
    }
    if (!how.transactions()) {
      kept.clear();
      bytes = 0;
    }
    if (redelivered.getCount() > 0) {
      LOG.warn("{} messages had been written and were never committed", redelivered.getCount());
    }
  }

  @Override
  public void processElement(StreamRecord<T> element) {
    if (reader == null && !how.transactions()) {
      output.collect(element);
      return;
    }
    Kept<T> last = keep(element.getValue(), System.currentTimeMillis(), false);
    if (reader == null) {
      passOn(last);
    }
    makeRoom();
  }

  private Kept<T> keep(T message, long since, boolean restored) {
    Kept<T> last = new Kept<>(message, since, how.values().serialize(message).length, restored);
    kept.add(last);
    bytes += last.bytes;
    return last;
  }

  /** Of what came since the restore; that waits no longer for its turn. */
  private void makeRoom() {
    for (Iterator<Kept<T>> all = kept.iterator(); bytes > MOST_BYTES && all.hasNext(); ) {
      Kept<T> first = all.next();
      if (first.passedOn || !first.restored) {
        if (!first.passedOn) {
          passOn(first);
        }
        all.remove();
        bytes -= first.bytes;
        if (!flooded) {
          flooded = true;
          LOG.warn(
              "more is uncommitted than {} bytes, the first of it is kept no longer", MOST_BYTES);
        }
      }
    }
  }

  /** Without the time of the question: what is written now shall be found by now. */
  private void passOn(Kept<T> each) {
    each.passedOn = true;
    output.collect(new StreamRecord<>(each.message));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    List<Tuple2<Long, T>> all = new ArrayList<>();
    for (Kept<T> each : kept) {
      if (each.passedOn && each.checkpoint == Kept.NOT_YET) {
        each.checkpoint = context.getCheckpointId();
      }
      all.add(Tuple2.of(each.since, each.message));
    }
    state.update(all);
  }

  /** What is in its transactions is being committed now; or the job fails, and asks. */
  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    super.notifyCheckpointComplete(checkpoint);
    for (Iterator<Kept<T>> all = kept.iterator(); all.hasNext(); ) {
      Kept<T> each = all.next();
      if (each.committing) {
        all.remove();
        bytes -= each.bytes;
      } else {
        each.committing = each.checkpoint != Kept.NOT_YET && each.checkpoint <= checkpoint;
      }
    }
  }

  @Override
  public void finish() throws Exception {
    while (reader != null) {
      mailbox.yield();
    }
    super.finish();
  }

  @Override
  public void close() throws Exception {
    if (reader != null) {
      reader.interrupt();
    }
    super.close();
  }
}
