package dev.vocostream.operators.answer;

import dev.vocostream.model.FrameId;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names the frames of a subtask's memories, so that the model recognises those that it has at hand.
 * A name stands for one entry for ever: frames come in the order of their times, and whatever
 * breaks that, as a restore or a camera that was erased does, begins new names. For the same reason
 * an entry that could not be read once need not be tried again under its name.
 */
final class FrameNames {
  private static final AtomicLong NEXT = new AtomicLong();

  private final Map<String, Long> memories = new HashMap<>();
  private final Map<String, TreeMap<Long, String>> unreadable = new HashMap<>(); // why, by time

  /**
   * @param tokens at most so many of its VoCo tokens are wanted
   */
  FrameId of(String camera, long time, int tokens) {
    return new FrameId(memories.computeIfAbsent(camera, c -> NEXT.getAndIncrement()), time, tokens);
  }

  /**
   * The entry of a camera's frame is damaged, or of another model.
   *
   * @param oldest time of the oldest frame of the camera: what is known of older ones is of no use
   * @return false if that is known
   */
  boolean cannotBeRead(String camera, long time, String reason, long oldest) {
    TreeMap<Long, String> known = unreadable.computeIfAbsent(camera, c -> new TreeMap<>());
    known.headMap(oldest).clear();
    return known.put(time, reason) == null;
  }

  /** Null if it can, as far as anybody knows. */
  String whyUnreadable(String camera, long time) {
    TreeMap<Long, String> known = unreadable.get(camera);
    return known == null ? null : known.get(time);
  }

  /** What was named so far may be there no more, or be something else. */
  void renew(String camera) {
    memories.remove(camera);
    unreadable.remove(camera);
  }
}
