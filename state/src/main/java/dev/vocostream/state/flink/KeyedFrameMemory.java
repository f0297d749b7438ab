package dev.vocostream.state.flink;

import dev.vocostream.state.FrameMemory;
import dev.vocostream.state.MemorySpan;
import dev.vocostream.state.Retention;
import dev.vocostream.state.ThinnedSpan;
import dev.vocostream.state.Timeline;
import dev.vocostream.state.UnchangedSpan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The memories of all cameras of a subtask, in keyed state; each call speaks of the current key.
 *
 * <p>One map entry per frame, so that a frame costs one put and one remove whatever the memory
 * holds. Order is never taken from the backend: RocksDB iterates in key order, the heap backend
 * does not. Instead the times and sizes are kept beside the frames and, once read, on the heap:
 *
 * <pre>
 * state   frames       time -> entry   read one by one, only those a question wants
 *         frame-sizes  time -> bytes   read once per camera after a start or restore
 *         unchanged-spans  from -> to  how long the scene stayed as a frame shows it
 *         thinned-spans    from -> to  when frames were seen that are no more
 *         forgotten-to time
 * heap    timelines    camera -> times, sizes and spans in order
 * </pre>
 */
public final class KeyedFrameMemory implements FrameMemory {
  /** The names are part of every savepoint: never change them. */
  private static final MapStateDescriptor<Long, byte[]> FRAMES =
      new MapStateDescriptor<>(
          "frames", Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private static final MapStateDescriptor<Long, Integer> SIZES =
      new MapStateDescriptor<>("frame-sizes", Types.LONG, Types.INT);
  private static final MapStateDescriptor<Long, Long> UNCHANGED =
      new MapStateDescriptor<>("unchanged-spans", Types.LONG, Types.LONG);
  private static final MapStateDescriptor<Long, Long> THINNED =
      new MapStateDescriptor<>("thinned-spans", Types.LONG, Types.LONG);
  private static final ValueStateDescriptor<Long> FORGOTTEN_TO =
      new ValueStateDescriptor<>("forgotten-to", Types.LONG);

  /** No frame has these times; RocksDB has the first before, the second behind all others. */
  static final List<Long> ENDS = List.of(0L, -1L);

  private final Supplier<String> currentCamera;
  private final MapState<Long, byte[]> frames;
  private final MapState<Long, Integer> sizes;
  private final MapState<Long, Long> unchanged;
  private final MapState<Long, Long> thinned;
  private final ValueState<Long> forgottenTo;
  private final Map<String, Timeline> timelines = new HashMap<>();

  /**
   * @param currentCamera the current key
   */
  public KeyedFrameMemory(RuntimeContext context, Supplier<String> currentCamera) {
    this.currentCamera = currentCamera;
    this.frames = context.getMapState(FRAMES);
    this.sizes = context.getMapState(SIZES);
    this.unchanged = context.getMapState(UNCHANGED);
    this.thinned = context.getMapState(THINNED);
    this.forgottenTo = context.getState(FORGOTTEN_TO);
  }

  @Override
  public void remember(long time, byte[] entry) throws Exception {
    timeline().add(time, entry.length);
    frames.put(time, entry);
    sizes.put(time, entry.length);
  }

  @Override
  public boolean extend(UnchangedSpan span, long longestStep) throws Exception {
    Timeline timeline = timeline();
    if (timeline.isEmpty() || timeline.newest() != span.sample()) {
      return false;
    }
    UnchangedSpan extended = timeline.extend(span.from(), span.to(), longestStep);
    unchanged.put(extended.from(), extended.to());
    return true;
  }

  @Override
  public List<UnchangedSpan> unchanged(long from, long to) throws Exception {
    return timeline().unchanged(from, to);
  }

  @Override
  public List<Long> times(long from, long to) throws Exception {
    return timeline().between(from, to);
  }

  @Override
  public byte[] recall(long time) throws Exception {
    return frames.get(time);
  }

  @Override
  public Long after(long time) throws Exception {
    return timeline().after(time);
  }

  @Override
  public Long before(long time) throws Exception {
    return timeline().before(time);
  }

  @Override
  public long validTo(long time) throws Exception {
    return timeline().validTo(time);
  }

  @Override
  public void drop(long time, long longestStep) throws Exception {
    Timeline.Dropped dropped = timeline().drop(time, longestStep);
    frames.remove(time);
    sizes.remove(time);
    for (Long span : dropped.unchanged()) {
      unchanged.remove(span);
    }
    for (ThinnedSpan span : dropped.thinned()) {
      thinned.put(span.from(), span.to());
    }
  }

  @Override
  public List<ThinnedSpan> thinned(long from, long to) throws Exception {
    return timeline().thinned(from, to);
  }

  @Override
  public int forgetBeyond(Retention retention) throws Exception {
    return forgetWhile(retention::isExceededBy);
  }

  @Override
  public int forgetBefore(long time) throws Exception {
    return forgetWhile(held -> held.endsBefore(time));
  }

  private int forgetWhile(Predicate<Timeline> tooMuch) throws Exception {
    Timeline timeline = timeline();
    int forgotten = 0;
    for (; tooMuch.test(timeline); forgotten++) {
      forgottenTo.update(timeline.oldestValidTo());
      long oldest = timeline.removeOldest();
      frames.remove(oldest);
      sizes.remove(oldest);
      for (Long span = timeline.removeOrphan(); span != null; span = timeline.removeOrphan()) {
        unchanged.remove(span);
      }
      for (Long span = timeline.removeThinnedOrphan();
          span != null;
          span = timeline.removeThinnedOrphan()) {
        thinned.remove(span);
      }
    }
    return forgotten;
  }

  /** Called again it erases nothing, but tells RocksDB so again; clearing an empty map does not. */
  @Override
  public void erase() throws Exception {
    timelines.remove(currentCamera.get());
    frames.clear();
    sizes.clear();
    unchanged.clear();
    thinned.clear();
    eraseForgotten();
    forgottenTo.clear();
  }

  /** At both ends of the keys, so that a file overlaps those it is to be compacted with. */
  @Override
  public void eraseForgotten() throws Exception {
    for (Long end : ENDS) {
      frames.remove(end);
      sizes.remove(end);
      unchanged.remove(end);
      thinned.remove(end);
    }
  }

  @Override
  public MemorySpan span() throws Exception {
    return timeline().span(forgottenTo.value());
  }

  private Timeline timeline() throws Exception {
    Timeline timeline = timelines.get(currentCamera.get());
    if (timeline == null) {
      timeline = new Timeline();
      for (Map.Entry<Long, Integer> frame : sizes.entries()) {
        timeline.add(frame.getKey(), frame.getValue());
      }
      for (Map.Entry<Long, Long> span : unchanged.entries()) {
        timeline.addSpan(span.getKey(), span.getValue());
      }
      for (Map.Entry<Long, Long> span : thinned.entries()) {
        timeline.addThinned(new ThinnedSpan(span.getKey(), span.getValue()));
      }
      timelines.put(currentCamera.get(), timeline);
    }
    return timeline;
  }
}
