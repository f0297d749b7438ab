package dev.vocostream.state.flink;

import dev.vocostream.state.FrameMemory;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The newest frames of all cameras of a subtask as pictures, in keyed state; each call speaks of
 * the current key. Keys and values of all their rows are hundreds of times as large and are made of
 * the pictures again whenever they are wanted.
 *
 * <pre>
 * frames    1  2  3  4  5  6  7      one more:  1  2  3  4  5  6  7  8
 * pictures           ■  ■  ■  ■                             ■  ■  ■  ■
 * </pre>
 */
public final class KeyedPictures {
  /** The name is part of every savepoint: never change it. */
  private static final MapStateDescriptor<Long, byte[]> PICTURES =
      new MapStateDescriptor<>(
          "newest-pictures", Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private final Supplier<String> currentCamera;
  private final MapState<Long, byte[]> pictures;
  private final Map<String, Set<Long>> times = new HashMap<>();

  /**
   * @param currentCamera the current key
   */
  public KeyedPictures(RuntimeContext context, Supplier<String> currentCamera) {
    this.currentCamera = currentCamera;
    this.pictures = context.getMapState(PICTURES);
  }

  public void remember(long time, byte[] entry) throws Exception {
    times().add(time);
    pictures.put(time, entry);
  }

  /** Null if there is none of this time. */
  public byte[] recall(long time) throws Exception {
    return pictures.get(time);
  }

  /** Of which frames there are some. */
  public Set<Long> remembered() throws Exception {
    return Collections.unmodifiableSet(times());
  }

  /** Forgets those of frames that are no more, or not among the newest any more. */
  public void keepNewest(int most, FrameMemory memory) throws Exception {
    if (times().isEmpty()) {
      return;
    }
    Set<Long> newest = new HashSet<>();
    Long time = memory.span().newest();
    while (time != null && newest.size() < most) {
      newest.add(time);
      time = memory.before(time);
    }
    for (Long old : List.copyOf(times())) {
      if (!newest.contains(old)) {
        times().remove(old);
        pictures.remove(old);
      }
    }
  }

  /** Called again it erases nothing, but tells RocksDB so again; clearing an empty map does not. */
  public void erase() throws Exception {
    times.remove(currentCamera.get());
    pictures.clear();
    eraseForgotten();
  }

  /** See {@link KeyedFrameMemory#eraseForgotten}. */
  public void eraseForgotten() throws Exception {
    for (Long end : KeyedFrameMemory.ENDS) {
      pictures.remove(end);
    }
  }

  private Set<Long> times() throws Exception {
    Set<Long> known = times.get(currentCamera.get());
    if (known == null) {
      known = new HashSet<>();
      pictures.keys().forEach(known::add);
      times.put(currentCamera.get(), known);
    }
    return known;
  }
}
