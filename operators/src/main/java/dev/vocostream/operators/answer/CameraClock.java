package dev.vocostream.operators.answer;

import dev.vocostream.operators.CameraQuestion;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.state.FrameMemory;
import java.time.Instant;
import java.util.concurrent.Callable;

/**
 * What time it is for the current camera. A live one is away for as long as the job was, also
 * before its source has said so; a savepoint that is only asked has no source, and is asked as of
 * when it was taken.
 */
final class CameraClock {
  private final Callable<CameraTerms> terms;
  private final FrameMemory frames;
  private final RecordedGaps gaps;
  private final boolean camerasSpeak;
  private final long silentAfter; // being late is less

  /**
   * @param terms of the current camera; null if there is no such camera
   */
  CameraClock(
      Callable<CameraTerms> terms, FrameMemory frames, RecordedGaps gaps, AnswerSettings settings) {
    this.terms = terms;
    this.frames = frames;
    this.gaps = gaps;
    camerasSpeak = settings.camerasSpeak();
    silentAfter = settings.staleAfter().toMillis();
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
    CameraTerms terms = this.terms.call();
    boolean live = camerasSpeak && terms != null && terms.live();
    return new ClockRule(live, silentAfter).at(frames.span().validTo(), gaps.isOpen(), now);
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
