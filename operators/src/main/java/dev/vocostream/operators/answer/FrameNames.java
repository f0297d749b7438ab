package dev.vocostream.operators.answer;

import dev.vocostream.model.FrameId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names the frames of a subtask's memories, so that the model recognises those that it has at hand.
 * A name stands for one entry for ever: frames come in the order of their times, and whatever
 * breaks that, as a restore or a camera that was erased does, begins new names.
 */
final class FrameNames {
  private static final AtomicLong NEXT = new AtomicLong();

  private final Map<String, Long> memories = new HashMap<>();

  /**
   * @param tokens at most so many of its VoCo tokens are wanted
   */
  FrameId of(String camera, long time, int tokens) {
    return new FrameId(memories.computeIfAbsent(camera, c -> NEXT.getAndIncrement()), time, tokens);
  }

  /** What was named so far may be there no more, or be something else. */
  void renew(String camera) {
    memories.remove(camera);
  }
}
