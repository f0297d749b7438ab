package dev.vocostream.operators.answer;

import dev.vocostream.operators.CameraAnswer.Gap;
import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.state.FrameMemory;
import dev.vocostream.state.MemorySpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * When the current camera was away, in its own words. A gap lasts from the last frame before the
 * word to the first one after it, in frame time: the wall clock of a report says nothing of the
 * place in a file. Forgotten with the frames around it.
 */
final class RecordedGaps {
  /** The names are part of every savepoint: never change them. */
  private static final MapStateDescriptor<Long, RecordedGap> GAPS =
      new MapStateDescriptor<>("recorded-gaps", Types.LONG, TypeInformation.of(RecordedGap.class));

  private static final ValueStateDescriptor<RecordedGap> OPEN =
      new ValueStateDescriptor<>("open-gap", TypeInformation.of(RecordedGap.class));

  /** A camera that flaps fills no disk; the oldest are forgotten first. */
  private static final int MOST = 1_000;

  /** Of where frames are missing: there will be some, or it is not known yet. */
  private static final Set<State> SAY_NOTHING = Set.of(State.ONLINE, State.STARTING);

  private final MapState<Long, RecordedGap> gaps;
  private final ValueState<RecordedGap> open;

  RecordedGaps(RuntimeContext context) {
    gaps = context.getMapState(GAPS);
    open = context.getState(OPEN);
  }

  /** The camera said how it is. */
  void heard(CameraReport report, FrameMemory memory) throws Exception {
    if (SAY_NOTHING.contains(report.state())) {
      return; // a gap ends with a frame, not with a promise
    }
    RecordedGap begun = open.value();
    long from = begun == null ? beginning(report, memory.span()) : begun.from();
    open.update(new RecordedGap(from, null, reasonOf(report)));
  }

  private static long beginning(CameraReport report, MemorySpan memory) {
    return memory.validTo() == null ? report.since() : memory.validTo();
  }

  static String reasonOf(CameraReport report) {
    return report.reason().isEmpty()
        ? report.state().name()
        : report.state() + ": " + report.reason();
  }

  /**
   * A frame came.
   *
   * @param time epoch milliseconds
   * @param period of the camera, milliseconds; who was away for less missed nothing
   */
  void seen(long time, long period, FrameMemory memory) throws Exception {
    RecordedGap begun = open.value();
    if (begun == null) {
      return;
    }
    open.clear();
    if (time - begun.from() > period) {
      gaps.put(begun.from(), new RecordedGap(begun.from(), time, begun.reason()));
      forgetOld(memory.span().oldest());
    }
  }

  /** Whether the camera has said that it is away, and no frame came since. */
  boolean isOpen() throws Exception {
    return open.value() != null;
  }

  /** The camera is no more. */
  void erase() throws Exception {
    gaps.clear();
    gaps.remove(0L); // clearing a map that is empty writes nothing: see KeyedFrameMemory
    gaps.remove(-1L);
    open.clear();
  }

  private void forgetOld(Long oldestFrame) throws Exception {
    List<RecordedGap> all = oldestFirst();
    int tooMany = all.size() - MOST;
    for (int i = 0; i < all.size(); i++) {
      if (i < tooMany || (oldestFrame != null && all.get(i).to() < oldestFrame)) {
        gaps.remove(all.get(i).from());
      }
    }
  }

  private List<RecordedGap> oldestFirst() throws Exception {
    List<RecordedGap> all = new ArrayList<>();
    gaps.values().forEach(all::add);
    all.sort(Comparator.comparingLong(RecordedGap::from));
    return all;
  }

  /** What of them lies in {@code [from, to]}, oldest first. */
  List<Gap> between(long from, long to) throws Exception {
    List<RecordedGap> all = oldestFirst();
    if (open.value() != null) {
      all.add(open.value());
    }
    List<Gap> within = new ArrayList<>();
    for (RecordedGap gap : all) {
      long begins = Math.max(from, gap.from());
      long ends = gap.to() == null ? to : Math.min(to, gap.to());
      if (begins < ends) {
        within.add(new Gap(begins, ends, gap.reason()));
      }
    }
    return within;
  }
}
