package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** Keeps what a reader emits, in order. */
final class CollectedEvents implements ReaderOutput<CameraEvent> {
  private final List<CameraEvent> events = new ArrayList<>();
  private final Map<String, Integer> frameCounts = new HashMap<>();
  private final Map<String, CameraReport> newest = new HashMap<>();

  /** On what terms frames are kept; not counted among the events. */
  final List<CameraTerms> terms = new ArrayList<>();

  List<Frame> frames() {
    return events.stream().map(CameraEvent::frame).filter(Objects::nonNull).toList();
  }

  List<Frame> framesOf(String camera) {
    return frames().stream().filter(frame -> frame.camera().equals(camera)).toList();
  }

  List<CameraReport> reportsOf(String camera) {
    return events.stream()
        .map(CameraEvent::report)
        .filter(report -> report != null && report.camera().equals(camera))
        .toList();
  }

  /** Those that say more than where the camera's clock stands. */
  List<CameraReport> changesOf(String camera) {
    return reportsOf(camera).stream().filter(report -> report.clockOffset() == null).toList();
  }

  /** As many as {@link #framesOf} has, without looking through all. */
  int frameCount(String camera) {
    return frameCounts.getOrDefault(camera, 0);
  }

  /** The last of {@link #reportsOf}; null before the first. */
  CameraReport newestReport(String camera) {
    return newest.get(camera);
  }

  int size() {
    return events.size();
  }

  /** All but how many there were, and each camera's newest report. */
  void forget() {
    events.clear();
  }

  @Override
  public void collect(CameraEvent event) {
    if (event.terms() == null) {
      events.add(event);
      if (event.frame() != null) {
        frameCounts.merge(event.camera(), 1, Integer::sum);
      } else if (event.report() != null) {
        newest.put(event.camera(), event.report());
      }
    } else {
      terms.add(event.terms());
    }
  }

  @Override
  public void collect(CameraEvent event, long timestamp) {
    collect(event);
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    throw new AssertionError("no watermark takes part");
  }

  @Override
  public void markIdle() {}

  @Override
  public void markActive() {}

  @Override
  public SourceOutput<CameraEvent> createOutputForSplit(String splitId) {
    return this;
  }

  @Override
  public void releaseOutputForSplit(String splitId) {}
}
