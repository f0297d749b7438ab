package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.Frame;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cameras of one subtask, each on a thread of its own, taken in turn. The state is what left
 * with the last event of each camera; what the threads have decoded beyond it is decoded again
 * after a restore.
 */
final class CameraReader implements SourceReader<CameraEvent, CameraSplit> {
  private static final Logger LOG = LoggerFactory.getLogger(CameraReader.class);
  private static final Duration CLOSE_LIMIT = Duration.ofMillis(1500);

  // -- configuration
  private final int frameSize;
  private final InstantSource clock;
  private final MetricGroup metrics;
  private final Consumer<CameraSplit> onEnd;

  // -- runtime
  private final List<CameraPlayer> players = new ArrayList<>();
  private final List<CameraSplit> splits = new ArrayList<>(); // of the player at the same place
  private volatile CompletableFuture<Void> available = new CompletableFuture<>();
  private boolean noMoreSplits;
  private int turn;

  /**
   * @param onEnd told of each camera that has ended, after its last event
   */
  CameraReader(
      int frameSize, InstantSource clock, MetricGroup metrics, Consumer<CameraSplit> onEnd) {
    this.onEnd = onEnd;
    this.frameSize = frameSize;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public void start() {}

  @Override
  public void addSplits(List<CameraSplit> added) {
    for (CameraSplit split : added) {
      CameraCounters counters = CameraCounters.in(metrics, split.splitId());
      CameraPlayer player = new CameraPlayer(split, frameSize, clock, counters, this::wake);
      players.add(player);
      splits.add(split);
      player.start();
    }
    wake();
  }

  @Override
  public void notifyNoMoreSplits() {
    noMoreSplits = true;
    wake();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<CameraEvent> output) {
    for (int tried = 0; tried < players.size(); tried++) {
      turn = (turn + 1) % players.size();
      Handoff.Item item = players.get(turn).poll();
      if (item != null) {
        emit(item.event(), output);
        splits.set(turn, item.after());
        if (item.after().ended()) {
          onEnd.accept(item.after());
        }
        return InputStatus.MORE_AVAILABLE;
      }
    }
    return isOver() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
  }

  private static void emit(CameraEvent event, ReaderOutput<CameraEvent> output) {
    Frame frame = event.frame();
    output.collect(event, frame == null ? event.report().since() : frame.time());
  }

  private boolean isOver() {
    return noMoreSplits && players.stream().allMatch(CameraPlayer::isOver);
  }

  /** Called by decoding threads. */
  private void wake() {
    available.complete(null);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    if (available.isDone()) {
      available = new CompletableFuture<>();
      // Looked at after the new future is in place: what arrives from here on completes it.
      if (isOver() || players.stream().anyMatch(CameraPlayer::hasItem)) {
        wake();
      }
    }
    return available;
  }

  @Override
  public List<CameraSplit> snapshotState(long checkpointId) {
    return List.copyOf(splits);
  }

  /** Stops all cameras at once and waits a moment; native memory is freed by its own thread. */
  @Override
  public void close() {
    players.forEach(CameraPlayer::stop);
    long end = System.nanoTime() + CLOSE_LIMIT.toNanos();
    for (CameraPlayer player : players) {
      if (!player.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
        LOG.warn("camera '{}': still busy in native code, left to end by itself", player.camera());
      }
    }
  }
}
