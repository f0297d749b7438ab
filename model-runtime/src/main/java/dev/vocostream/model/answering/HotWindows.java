package dev.vocostream.model.answering;

import dev.vocostream.model.Activations;
import dev.vocostream.model.ModelFigures;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Windows that are on the device: those being read, and of the others the last used ones, while
 * they take no more than a bound. Whether a window is hot never changes an answer, only its time.
 */
final class HotWindows implements AutoCloseable {
  private final long maxBytes;
  private final ModelFigures figures;
  private final Map<Key, ReadableWindow> byFrames = new LinkedHashMap<>(16, 0.75f, true);

  HotWindows(long maxBytes, ModelFigures figures) {
    this.maxBytes = maxBytes;
    this.figures = figures;
  }

  /** A window is its frames' bytes, whoever read them. */
  static final class Key {
    private static final int HASHED_BYTES = 64;

    private final List<Activations> frames;
    private final int hash;

    Key(List<Activations> frames) {
      this.frames = frames;
      CRC32C crc = new CRC32C(); // of a few bytes of each frame: equals compares them all
      for (Activations frame : frames) {
        crc.update(frame.bytes(), 0, Math.min(HASHED_BYTES, frame.bytes().length));
      }
      hash = (int) crc.getValue();
    }

    List<Activations> frames() {
      return frames;
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      if (!(other instanceof Key key) || key.hash != hash || key.frames.size() != frames.size()) {
        return false;
      }
      for (int i = 0; i < frames.size(); i++) {
        if (!same(frames.get(i), key.frames.get(i))) {
          return false;
        }
      }
      return true;
    }

    private static boolean same(Activations a, Activations b) {
      return a.tokens() == b.tokens()
          && a.dtype() == b.dtype()
          && (a.bytes() == b.bytes() || Arrays.equals(a.bytes(), b.bytes()));
    }
  }

  /** The window, which becomes hot if it is not. */
  ReadableWindow open(Key key, PromptReader reader) {
    ReadableWindow window = byFrames.get(key);
    figures.windowOpened(window != null);
    if (window == null) {
      window = reader.open(key.frames());
      byFrames.put(key, window);
    }
    return window;
  }

  /** Frees those that were not used for longest until the bound is kept. */
  void keepWithin(Set<ReadableWindow> inUse) {
    long bytes = byFrames.values().stream().mapToLong(ReadableWindow::bytes).sum();
    Iterator<ReadableWindow> eldestFirst = byFrames.values().iterator();
    while (bytes > maxBytes && eldestFirst.hasNext()) {
      ReadableWindow window = eldestFirst.next();
      if (!inUse.contains(window)) {
        bytes -= window.bytes();
        eldestFirst.remove();
        window.close();
      }
    }
    figures.hotBytes(bytes);
  }

  @Override
  public void close() {
    byFrames.values().forEach(ReadableWindow::close);
    byFrames.clear();
    figures.hotBytes(0);
  }
}
