package dev.vocostream.model.answering;

import dev.vocostream.model.Activations;
import dev.vocostream.model.ModelFigures;
import dev.vocostream.model.Window;
import dev.vocostream.model.Window.Frame;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Windows that are on the device: those being read, and of the others the last used ones, while
 * they take no more than a bound. Whether a window is hot changes an answer by rounding only, as
 * neighbours in a batch do.
 */
final class HotWindows implements AutoCloseable {
  private final long maxBytes;
  private final ModelFigures figures;
  private final Map<Key, ReadableWindow> byFrames = new LinkedHashMap<>(16, 0.75f, true);

  HotWindows(long maxBytes, ModelFigures figures) {
    this.maxBytes = maxBytes;
    this.figures = figures;
  }

  /** A window is its frames, whoever read them: by name, or by their bytes where they have none. */
  static final class Key {
    private static final int HASHED_BYTES = 64;

    private final List<Frame> frames;
    private final int hash;

    Key(Window window) {
      this.frames = window.frames();
      int mixed = 1;
      for (Frame frame : frames) {
        mixed =
            31 * mixed + (frame.id() == null ? hash(frame.activations()) : frame.id().hashCode());
      }
      hash = mixed;
    }

    /** Of a few bytes: equals compares them all. */
    private static int hash(Activations frame) {
      CRC32C crc = new CRC32C();
      crc.update(frame.bytes(), 0, Math.min(HASHED_BYTES, frame.bytes().length));
      return (int) crc.getValue();
    }

    List<Frame> frames() {
      return frames;
    }

    /** The same key, which does not keep the activations of frames that have a name. */
    Key named() {
      return new Key(
          new Window(
              frames.stream()
                  .map(f -> f.id() == null ? f : Frame.held(f.id(), f.tokens()))
                  .toList()));
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

    private static boolean same(Frame a, Frame b) {
      return a.id() == null || b.id() == null
          ? a.id() == b.id() && same(a.activations(), b.activations())
          : a.id().equals(b.id());
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
      byFrames.put(key.named(), window);
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
