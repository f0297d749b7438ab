package dev.vocostream.model.answering;

import dev.vocostream.model.FrameId;
import dev.vocostream.model.HeldFrames;
import dev.vocostream.model.tensor.Owned;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Frames that are on the device: those that somebody holds, and of the others the last read ones,
 * while all take no more than a bound. A window that slides on finds most of its frames here.
 *
 * <p>Anybody may hold frames, from any thread; only the model's own thread reads them, adds and
 * frees them, so that none is freed while it is read.
 */
public final class HotFrames implements AutoCloseable {
  private final long maxBytes;

  // -- guarded by this
  private final Map<FrameId, Hot> byId = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /** Rows of a frame as they were loaded, keys before RoPE: [tokens, layers, 2, Hkv, d] */
  private static final class Hot {
    final Owned rows;
    int holders;

    Hot(Tensor rows) {
      this.rows = new Owned(rows);
    }

    int tokens() {
      return (int) rows.get().size(0);
    }

    long bytes() {
      return rows.get().numel() * rows.get().element_size();
    }
  }

  public HotFrames(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Those of the frames that are here; they stay until the result is closed. */
  public synchronized HeldFrames hold(Collection<FrameId> frames) {
    Map<FrameId, Integer> tokens = new HashMap<>();
    Map<FrameId, Hot> held = new HashMap<>();
    for (FrameId id : frames) {
      Hot hot = byId.get(id);
      if (hot != null && held.put(id, hot) == null) {
        hot.holders++;
        tokens.put(id, hot.tokens());
      }
    }
    return held.isEmpty() ? HeldFrames.NONE : new HeldFrames(tokens, () -> release(held));
  }

  private synchronized void release(Map<FrameId, Hot> held) {
    held.values().forEach(hot -> hot.holders--);
  }

  /** The rows of a frame; null if it is not here. */
  synchronized Tensor get(FrameId id) {
    Hot hot = byId.get(id);
    return hot == null ? null : hot.rows.get();
  }

  /**
   * @param rows of a frame that is not here; of their own memory, not a part of other rows
   */
  synchronized void put(FrameId id, Tensor rows) {
    Hot hot = new Hot(rows);
    byId.put(id, hot);
    bytes += hot.bytes();
  }

  /** Frees those that were not read for longest until the bound is kept. */
  synchronized void keepWithin() {
    Iterator<Hot> eldestFirst = byId.values().iterator();
    while (bytes > maxBytes && eldestFirst.hasNext()) {
      Hot hot = eldestFirst.next();
      if (hot.holders == 0) {
        bytes -= hot.bytes();
        eldestFirst.remove();
        hot.rows.close();
      }
    }
  }

  @Override
  public synchronized void close() {
    byId.values().forEach(hot -> hot.rows.close());
    byId.clear();
    bytes = 0;
  }
}
