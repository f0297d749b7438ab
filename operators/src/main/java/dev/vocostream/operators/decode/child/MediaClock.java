package dev.vocostream.operators.decode.child;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Media time: microseconds since the start of the video stream, strictly increasing from frame to
 * frame. A stream without timestamps counts frames instead.
 */
final class MediaClock {
  private static final long SECOND = 1_000_000;
  private static final long DEFAULT_PERIOD = 40_000;
  private static final long NONE = -1;

  /** A file may end this much before its announced duration without being called cut off. */
  private static final long SHORT = SECOND / 2;

  /** Containers whose timestamps are one timeline with an index; others may jump anywhere. */
  private static final Set<String> INDEXED = Set.of("mov", "matroska");

  private static final long LONGEST_GAP = 10 * SECOND;
  private static final Pattern CLOCK_TIME =
      Pattern.compile("(\\d{1,6}):(\\d\\d):(\\d\\d(?:\\.\\d+)?)");

  // -- configuration
  private final AVRational unit;
  private final AVRational micros = new AVRational().num(1).den((int) SECOND);
  private final boolean indexed;
  private final long period;
  private final long duration;

  // -- runtime
  private long origin;
  private long last = NONE;

  MediaClock(AVFormatContext format, AVStream stream) {
    unit = stream.time_base();
    indexed = INDEXED.contains(format.iformat().name().getString().split(",")[0]);
    origin = stream.start_time();
    period = periodOf(stream);
    duration = durationOf(format, stream);
  }

  /** Media time of the frame with this timestamp, which becomes the last one. */
  long advance(long timestamp) {
    if (timestamp != AV_NOPTS_VALUE && origin == AV_NOPTS_VALUE) {
      origin = timestamp;
    }
    long time =
        timestamp == AV_NOPTS_VALUE
            ? last + (last == NONE ? 1 : period)
            : av_rescale_q(timestamp - origin, unit, micros);
    if (!indexed && last != NONE && (time <= last || time > last + LONGEST_GAP)) {
      origin = timestamp - av_rescale_q(last + period, micros, unit); // recordings joined together
      time = last + period;
    }
    last = Math.max(last + 1, time);
    return last;
  }

  /** Media time of the last frame; -1 before the first. */
  long last() {
    return last;
  }

  /** The clock after a seek: the next frame may be any. */
  void restart() {
    last = NONE;
  }

  /** The stream's timestamp of a media time; only if {@link #canSeek()}. */
  long timestampOf(long mediaMicros) {
    return origin + av_rescale_q(mediaMicros, micros, unit);
  }

  /** Whether the stream has timestamps by which one can seek, and find the same pictures. */
  boolean canSeek() {
    return indexed && origin != AV_NOPTS_VALUE;
  }

  /** Microseconds from one frame to the next, on average. */
  long period() {
    return period;
  }

  /** What the file says it lasts, microseconds; 0 if it does not say. */
  long duration() {
    return duration;
  }

  /** Whether the last frame ended well before the announced duration. */
  boolean isShort() {
    return last + period + Math.max(SHORT, 3 * period) < duration;
  }

  /** Frees the one number of its own. */
  void close() {
    micros.close();
  }

  private static long periodOf(AVStream stream) {
    AVRational rate = stream.avg_frame_rate();
    if (rate.num() <= 0 || rate.den() <= 0) {
      rate = stream.r_frame_rate();
    }
    return rate.num() > 0 && rate.den() > 0
        ? Math.max(1, SECOND * rate.den() / rate.num())
        : DEFAULT_PERIOD;
  }

  /**
   * The stream's own duration if it has one: sound may last longer than the pictures. Matroska has
   * it in a tag, and probing may fill the other place with the duration of the whole.
   */
  private long durationOf(AVFormatContext format, AVStream stream) {
    AVDictionaryEntry tag = av_dict_get(stream.metadata(), "DURATION", null, 0);
    OptionalLong told = tag == null ? OptionalLong.empty() : micros(tag.value().getString());
    if (told.isPresent()) {
      return told.getAsLong();
    }
    if (stream.duration() > 0) {
      return av_rescale_q(stream.duration(), unit, micros);
    }
    return Math.max(0, format.duration()); // unknown is a large negative number
  }

  /** Of hours, minutes and seconds; empty for what is none of a film of this world. */
  static OptionalLong micros(String clockTime) {
    Matcher time = CLOCK_TIME.matcher(clockTime);
    if (!time.matches()) {
      return OptionalLong.empty();
    }
    long minutes = Long.parseLong(time.group(1)) * 60 + Long.parseLong(time.group(2));
    double seconds = Double.parseDouble(time.group(3));
    return OptionalLong.of(minutes * 60 * SECOND + (long) (seconds * SECOND));
  }
}
