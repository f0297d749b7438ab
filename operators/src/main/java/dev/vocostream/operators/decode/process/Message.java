package dev.vocostream.operators.decode.process;

import dev.vocostream.operators.decode.child.ClockOffset;
import dev.vocostream.operators.decode.child.VideoException.Fault;

/**
 * What a decoder tells its parent. First {@link Hello}. Then, of each stream that it was asked for,
 * {@link Opened} before the first frame; then frames, counts and heartbeats; last {@link Ended} or
 * {@link Failed}, with a {@link Dropped} right before it.
 *
 * <pre>
 * message   int mark, byte type, int stream, int length, body of that length,
 *           int CRC-32 of type, stream, length, body
 * Hello     short version, long pid
 * Opened    long durationMicros; int width, height; up to 32 bytes of ASCII
 * Frame     long sequence, mediaMicros, time, arrival; int width, height; width * height * 3 bytes
 * Dropped   long notSampled, beforeStart, notConverted
 * Heartbeat long decoded, clockOffset
 * Ended     long decoded, playedMicros, announcedMicros; byte cutOff (0 or 1)
 * Failed    byte fault, long decoded, up to 512 bytes of UTF-8
 * </pre>
 *
 * Big-endian, all of it.
 */
public sealed interface Message {
  /** Of the format above; changes with it. */
  short VERSION = 4;

  /** The decoder runs, and will read what is asked of it; of no stream. */
  record Hello(short version, long pid) implements Message {}

  /**
   * The input is open.
   *
   * @param durationMicros what it says it lasts; 0 if it does not say, as cameras do not
   * @param width of its pictures, by the header; 0 if that does not say
   * @param height of its pictures, by the header; 0 if that does not say
   * @param codec as FFmpeg calls it
   */
  record Opened(long durationMicros, int width, int height, String codec) implements Message {}

  /**
   * A sampled picture.
   *
   * @param sequence 0 for the first one, then one more each time
   * @param mediaMicros microseconds since the start of the video stream, or of the connection
   * @param time frame time, epoch milliseconds, strictly increasing
   * @param arrival when the decoder had it, epoch milliseconds
   * @param rgb 8-bit RGB, rows top to bottom, no padding: width x height x 3 bytes
   */
  record Frame(
      long sequence, long mediaMicros, long time, long arrival, int width, int height, byte[] rgb)
      implements Message {}

  /**
   * Pictures that were decoded and are no frames, since the beginning.
   *
   * @param notSampled the sampling rule did not keep them
   * @param beforeStart they lie before the place where playing goes on
   * @param notConverted they could not be scaled
   */
  record Dropped(long notSampled, long beforeStart, long notConverted) implements Message {
    static final Dropped NONE = new Dropped(0, 0, 0);

    long total() {
      return notSampled + beforeStart + notConverted;
    }
  }

  /**
   * The decoder is alive, if not necessarily getting anywhere.
   *
   * @param decoded pictures so far
   * @param clockOffset milliseconds by which the camera's clock is behind ours, at most {@link
   *     ClockOffset#MOST_MILLIS} either way; or {@link ClockOffset#UNKNOWN}
   */
  record Heartbeat(long decoded, long clockOffset) implements Message {}

  /**
   * The video was played to its end.
   *
   * @param decoded pictures, all of them
   * @param playedMicros how long it played
   * @param announcedMicros how long it says it is; 0 if it does not say
   * @param cutOff whether pictures are missing at the end
   */
  record Ended(long decoded, long playedMicros, long announcedMicros, boolean cutOff)
      implements Message {}

  /**
   * The video cannot be read, or not on.
   *
   * @param text for people; without credentials and control characters
   */
  record Failed(Fault fault, long decoded, String text) implements Message {}
}
