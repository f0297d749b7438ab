package dev.vocostream.operators.decode;

import dev.vocostream.operators.sample.SamplingRule;
import java.io.Serializable;

/**
 * How far a file camera has played, as of the last frame that left the source.
 *
 * @param laps how often the file was played to its end
 * @param playedMicros media time of all those laps together
 * @param positionMicros media time, in the current lap, of the last frame; -1 if none
 * @param lastFrame frame time of the last frame of any lap, epoch ms; {@link SamplingRule#NONE}
 */
public record Playhead(long laps, long playedMicros, long positionMicros, long lastFrame)
    implements Serializable {
  /** Nothing was played so far. */
  public static final Playhead START = new Playhead(0, 0, -1, SamplingRule.NONE);

  /** The frame time of a picture of the current lap: strictly later than the last frame. */
  public long timeOf(long start, long mediaMicros) {
    long time = start + Math.floorDiv(playedMicros + mediaMicros, 1000L);
    return lastFrame == SamplingRule.NONE ? time : Math.max(lastFrame + 1, time);
  }

  /** After a frame was kept. */
  public Playhead at(long mediaMicros, long frameTime) {
    return new Playhead(laps, playedMicros, mediaMicros, frameTime);
  }

  /** After {@code count} laps of {@code lapMicros} each, at the start of the next one. */
  Playhead afterLaps(long count, long lapMicros) {
    return new Playhead(laps + count, playedMicros + count * lapMicros, -1, lastFrame);
  }
}
