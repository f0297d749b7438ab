package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.decode.live.CameraAccess;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** A reader, driven as its task would: polled while something is there, else waited for. */
final class DrivenReader implements AutoCloseable {
  static final int FRAME_SIZE = 80;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final CameraReader reader;
  final List<CameraSplit> ended = new ArrayList<>();
  final List<CameraSplit> released = new ArrayList<>();
  final CollectedEvents events = new CollectedEvents();

  DrivenReader(InstantSource clock, List<CameraSplit> splits) {
    this(shared(clock, CameraAccess.STRICT), new UnregisteredMetricsGroup(), splits);
  }

  DrivenReader(CameraPlayer.Shared shared, MetricGroup metrics, List<CameraSplit> splits) {
    reader = new CameraReader(shared, metrics, this::told);
    reader.start();
    reader.addSplits(splits);
    reader.notifyNoMoreSplits();
  }

  private void told(SourceEvent event) {
    if (event instanceof CameraEnded end) {
      ended.add(end.split());
    } else {
      released.add(((CameraReleased) event).split());
    }
  }

  /** Asks for a camera, as the enumerator does; what it says is in {@link #released}. */
  void release(String camera) {
    reader.handleSourceEvents(new ReleaseCamera(camera));
  }

  void checkpointCompleted(long checkpoint) {
    reader.notifyCheckpointComplete(checkpoint);
  }

  /** Changes, adds or removes cameras, as the enumerator does. */
  void give(CameraSplit... splits) {
    reader.addSplits(List.of(splits));
  }

  static CameraPlayer.Shared shared(InstantSource clock, CameraAccess access) {
    return CameraPlayer.Shared.of(FRAME_SIZE, clock, access);
  }

  static DrivenReader of(CameraSettings... cameras) {
    List<CameraSplit> splits = new ArrayList<>();
    for (CameraSettings camera : cameras) {
      splits.add(CameraSplit.firstOf(camera, 1_700_000_000_000L));
    }
    return new DrivenReader(InstantSource.system(), splits);
  }

  /** Polls until the condition holds or the input ends; true if it ended. */
  boolean runUntil(Predicate<CollectedEvents> done) throws Exception {
    return runUntil(PATIENCE, done);
  }

  boolean runUntil(Duration patience, Predicate<CollectedEvents> done) throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    while (!done.test(events)) {
      assertThat(System.nanoTime()).as("patience, %d events so far", events.size()).isLessThan(end);
      InputStatus status = reader.pollNext(events);
      if (status == InputStatus.END_OF_INPUT) {
        return true;
      }
      if (status == InputStatus.NOTHING_AVAILABLE) {
        reader.isAvailable().get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    }
    return false;
  }

  void runToTheEnd() throws Exception {
    assertThat(runUntil(events -> false)).isTrue();
  }

  /** What a checkpoint would bring back: through bytes. */
  List<CameraSplit> checkpoint() throws Exception {
    CameraSplitSerializer serializer = new CameraSplitSerializer();
    List<CameraSplit> restored = new ArrayList<>();
    for (CameraSplit split : reader.snapshotState(1)) {
      restored.add(serializer.deserialize(serializer.getVersion(), serializer.serialize(split)));
    }
    return restored;
  }

  @Override
  public void close() {
    reader.close();
  }
}
