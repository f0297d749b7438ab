package dev.vocostream.operators.decode.child;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_DEFAULT;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_NONKEY;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_NONREF;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_COPY_OPAQUE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_PRFT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVProducerReferenceTime;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * What is noted of a live camera's packets on their way to the decoder: when each came, which
 * travels with it to its picture whatever the order of decoding, and how often there are key
 * frames, which decides what is decoded.
 */
final class LivePackets implements AutoCloseable {
  // -- configuration
  private final AVCodecContext codec;
  private final boolean hasMediaTime;
  private final boolean hasReports;
  private final AVRational unit;
  private final AVRational micros = new AVRational().num(1).den(1_000_000);
  private final SkipRule rule;
  private final WallClock clock;

  // -- runtime
  private final ClockOffset offset = new ClockOffset();
  private final SizeTPointer found = new SizeTPointer(1);

  /**
   * @param kind of the camera's input
   */
  LivePackets(VideoInput input, LiveInput.Kind kind, Sampling wanted, WallClock clock) {
    this.codec = input.codec();
    this.unit = input.stream().time_base();
    this.hasMediaTime = kind.hasMediaTime();
    this.hasReports = kind == LiveInput.Kind.RTSP; // others name when it was packed, if anything
    this.rule = new SkipRule(wanted);
    this.clock = clock;
    codec.flags(codec.flags() | AV_CODEC_FLAG_COPY_OPAQUE);
  }

  /** A packet that was read just now; called before it is decoded. */
  void note(AVPacket packet) {
    long arrival = clock.millis();
    packet.opaque(new Stamp(arrival));
    if (hasReports) {
      noteTold(packet, arrival);
    }
    long media = micros(packet.pts());
    long time = media == ArrivalClock.NO_MEDIA_TIME ? arrival : Math.floorDiv(media, 1000L);
    SkipRule.Skip skip = rule.at((packet.flags() & AV_PKT_FLAG_KEY) != 0, time);
    codec.skip_frame(
        switch (skip) {
          case NOTHING -> AVDISCARD_DEFAULT;
          case NON_REFERENCE -> AVDISCARD_NONREF;
          case NON_KEY -> AVDISCARD_NONKEY;
        });
  }

  /** When the packet of this picture came, epoch ms; now, if the decoder has lost that. */
  long arrivalOf(AVFrame frame) {
    Pointer stamp = frame.opaque();
    return stamp == null || stamp.isNull() ? clock.millis() : stamp.address();
  }

  /** Timestamp of a picture in microseconds; {@link ArrivalClock#NO_MEDIA_TIME} if it has none. */
  long mediaOf(AVFrame frame) {
    return micros(frame.best_effort_timestamp());
  }

  private long micros(long timestamp) {
    return !hasMediaTime || timestamp == AV_NOPTS_VALUE
        ? ArrivalClock.NO_MEDIA_TIME
        : av_rescale_q(timestamp, unit, micros);
  }

  /** When it was filmed by the camera's clock, which FFmpeg knows from RTCP's sender reports. */
  private void noteTold(AVPacket packet, long arrival) {
    BytePointer told = av_packet_get_side_data(packet, AV_PKT_DATA_PRFT, found);
    if (told != null && !told.isNull()) {
      offset.note(arrival, new AVProducerReferenceTime(told).wallclock() / 1_000);
    }
  }

  /** How far the camera's clock is behind ours. */
  ClockOffset offset() {
    return offset;
  }

  @Override
  public void close() {
    found.close();
    micros.close();
  }

  /** A time that travels through FFmpeg as an address; nothing is behind it. */
  private static final class Stamp extends Pointer {
    Stamp(long millis) {
      address = millis;
    }
  }
}
