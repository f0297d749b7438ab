package dev.vocostream.operators.answer;

import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.StatusMessage;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What is measured of the memory of one camera. What a status says of it is there from the first
 * status on, so that nobody reads a zero that means nothing.
 */
final class RememberedCamera {
  private static final Set<State> UNAVAILABLE =
      Set.of(State.STALLED, State.OFFLINE, State.REFUSED, State.BLOCKED);

  private final MetricGroup group;
  final Counter remembered;
  final Counter forgotten;
  final Counter cut;
  final Counter dropped;
  final Counter unreadable;
  private volatile StatusMessage status; // read by metrics, from a thread of theirs

  RememberedCamera(MetricGroup group) {
    this.group = group;
    remembered = group.counter("framesRemembered");
    forgotten = group.counter("framesForgotten");
    cut = group.counter("framesCut");
    dropped = group.counter("framesThinnedOut");
    unreadable = group.counter("framesUnreadable");
  }

  void take(StatusMessage told) {
    boolean first = status == null;
    status = told;
    if (first) {
      group.gauge("memoryFrames", (Gauge<Integer>) () -> status.memory().frames());
      group.gauge("memoryBytes", (Gauge<Long>) () -> status.memory().bytes());
      group.gauge("newestFrameMillis", (Gauge<Long>) this::newest);
      group.gauge("clockOffsetMillis", (Gauge<Long>) this::clockOffset);
      group.gauge("unavailable", (Gauge<Integer>) this::unavailable);
    }
  }

  /** Epoch milliseconds; 0 without any frame. */
  private long newest() {
    Long to = status.memory().to();
    return to == null ? 0 : to;
  }

  /** 0 while it does not tell its time, too. */
  private long clockOffset() {
    Long offset = status.report().clockOffset();
    return offset == null ? 0 : offset;
  }

  /** 1 while it should give frames and does not, else 0. */
  private int unavailable() {
    return UNAVAILABLE.contains(status.report().state()) ? 1 : 0;
  }
}
