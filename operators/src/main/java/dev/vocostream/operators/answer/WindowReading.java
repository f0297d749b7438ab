package dev.vocostream.operators.answer;

import dev.vocostream.model.FrameId;
import dev.vocostream.model.HeldFrames;
import dev.vocostream.model.Window;
import dev.vocostream.operators.CameraAnswer.Gap;
import dev.vocostream.operators.answer.ShownFrames.Shown;
import dev.vocostream.state.FrameMemory;
import dev.vocostream.state.UnreadableEntryException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The frames of one window as they are read, one after another; what cannot be read is a gap, and
 * known as such to whoever reads a window later.
 */
final class WindowReading {
  private static final Logger LOG = LoggerFactory.getLogger(WindowReading.class);

  private final String camera;
  private final FrameRecall recall;
  private final FrameNames names;
  private final FrameMemory memory;
  private final MemoryMetrics metrics;
  private final List<Gap> gaps;
  private final List<Long> times = new ArrayList<>();
  private final List<Window.Frame> frames = new ArrayList<>();
  private final Set<Long> lost = new HashSet<>(); // samples

  /**
   * How much of a frame is read.
   *
   * @param tokens at most; all rows of a frame that is read in full
   */
  record Picked(Shown shown, int tokens, boolean full) {}

  /**
   * @param gaps those that cannot be read are added
   */
  WindowReading(String camera, Remembered remembered, FrameRecall recall, List<Gap> gaps) {
    this.camera = camera;
    this.recall = recall;
    this.names = remembered.names();
    this.memory = remembered.frames();
    this.metrics = remembered.metrics();
    this.gaps = gaps;
  }

  /**
   * Those that are not known to be unreadable: they shall get the room in the model's context. Of
   * one with a picture, the picture may be read.
   *
   * @param pictures times of those that have one
   */
  List<Shown> readable(List<Shown> all, Set<Long> pictures) {
    List<Shown> readable = new ArrayList<>();
    long before = Long.MIN_VALUE;
    for (Shown shown : all) {
      String why = names.whyUnreadable(camera, shown.sample());
      if (why == null || pictures.contains(shown.sample())) {
        readable.add(shown);
      } else {
        addUnreadable(shown.time(), before, why);
      }
      before = shown.time();
    }
    return readable;
  }

  FrameId name(Picked picked) {
    return names.of(camera, picked.shown.sample(), picked.tokens);
  }

  /**
   * @param held those that the model has at hand need not be read
   */
  void read(List<Picked> all, HeldFrames held) throws Exception {
    UnreadableEntryException unreadable = null;
    int left = 0;
    long before = Long.MIN_VALUE;
    for (Picked picked : all) {
      Shown shown = picked.shown;
      try {
        Window.Frame atHand = held.frame(name(picked));
        frames.add(atHand == null ? recall(picked) : atHand);
        times.add(shown.sample());
      } catch (UnreadableEntryException e) {
        lost.add(shown.sample());
        if (isNews(picked, e)) {
          unreadable = e;
          left++;
        }
        addUnreadable(shown.time(), before, e.reason());
      }
      before = shown.time();
    }
    if (unreadable != null) {
      metrics.unreadableFrames(camera, left);
      LOG.warn("camera '{}': {} frames: {}", camera, left, unreadable.getMessage());
    }
  }

  /** A damaged picture will not be there for long; the frame may be read from its tokens then. */
  private boolean isNews(Picked picked, UnreadableEntryException e) throws Exception {
    long sample = picked.shown.sample();
    return picked.full || names.cannotBeRead(camera, sample, e.reason(), memory.span().oldest());
  }

  /** How many frames the memory holds of these that show some of the window and can be read. */
  int remembered(List<Shown> readable) {
    return (int)
        readable.stream()
            .map(Shown::sample)
            .distinct()
            .filter(sample -> !lost.contains(sample))
            .count();
  }

  /** A sample that stands for several frames is read once. */
  private Window.Frame recall(Picked picked) throws Exception {
    FrameId name = name(picked);
    Window.Frame last = frames.isEmpty() ? null : frames.get(frames.size() - 1);
    if (last != null && last.id().equals(name)) {
      return last;
    }
    long sample = picked.shown.sample();
    return picked.full
        ? recall.full(camera, sample, name)
        : recall.compressed(camera, sample, name);
  }

  /** Frames in a row that cannot be read for one reason are one gap. */
  private void addUnreadable(long time, long before, String reason) {
    Gap last = gaps.isEmpty() ? null : gaps.get(gaps.size() - 1);
    if (last != null && last.to() == before && last.reason().equals(reason)) {
      gaps.set(gaps.size() - 1, new Gap(last.from(), time, reason));
    } else {
      gaps.add(new Gap(time, time, reason));
    }
  }

  /** Times of the frames that were read, oldest first. */
  List<Long> times() {
    return times;
  }

  Window window() {
    return new Window(frames);
  }
}
