package dev.vocostream.operators.answer;

import dev.vocostream.operators.CameraQuestion;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.state.FrameMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What time it is for the current camera. Which cameras are live is what their source says in this
 * life of the job: a savepoint that is only asked has no source, and is asked as of when it was
 * taken.
 */
final class CameraClock {
  private final Supplier<String> currentCamera;
  private final FrameMemory frames;
  private final RecordedGaps gaps;
  private final long silentAfter;
  private final Set<String> live = new HashSet<>();

  /**
   * @param currentCamera the current key
   * @param silentAfter how long without a frame is more than being late
   */
  CameraClock(
      Supplier<String> currentCamera, FrameMemory frames, RecordedGaps gaps, Duration silentAfter) {
    this.currentCamera = currentCamera;
    this.frames = frames;
    this.gaps = gaps;
    this.silentAfter = silentAfter.toMillis();
  }

  void heard(CameraTerms terms) {
    if (terms.live()) {
      live.add(terms.camera());
    } else {
      live.remove(terms.camera());
    }
  }

  /** The camera is no more. */
  void forget() {
    live.remove(currentCamera.get());
  }

  /** What a question that has just come is to read. */
  WindowRule windowOf(CameraQuestion asked) throws Exception {
    Long clock = at(asked.arrivedAt());
    long now = clock == null ? asked.arrivedAt() : clock;
    return WindowRule.resolve(asked.question().window(), frames.span().oldest(), now);
  }

  /**
   * What time it is, epoch milliseconds; null where nothing tells.
   *
   * @param now by the wall clock
   */
  Long at(long now) throws Exception {
    ClockRule rule = new ClockRule(live.contains(currentCamera.get()), silentAfter);
    return rule.at(frames.span().validTo(), gaps.isOpen(), now);
  }

  /** Why an answer would be about a time that is long past; null if it is not. */
  String whyStale(long now) throws Exception {
    Long seen = frames.span().validTo();
    if (seen != null && now - seen <= silentAfter) {
      return null;
    }
    return "newest-frame: " + (seen == null ? "none is left" : Instant.ofEpochMilli(seen));
  }
}
