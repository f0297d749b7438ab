package dev.vocostream.operators.decode.child;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * The pictures of a video file, in the order in which they are shown. Opened, used and closed by
 * one thread; another may stop it through its {@link Interruption}.
 *
 * <pre>{@code
 * try (var video = VideoDecoder.open(file, 336, interruption)) {
 *   while (video.next()) {
 *     if (wanted(video.mediaMicros())) use(video.picture());
 *   }
 * }
 * }</pre>
 */
public final class VideoDecoder implements AutoCloseable {
  // -- configuration
  private final VideoInput input;
  private final Interruption interruption;
  private final LivePackets packets; // null: a file

  // -- runtime
  private final MediaClock clock;
  private final PictureScaler scaler;
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private boolean held;
  private boolean draining;
  private boolean ended;
  private long decoded;

  private VideoDecoder(
      VideoInput input, int frameSize, Interruption interruption, LivePackets packets) {
    this.input = input;
    this.interruption = interruption;
    this.packets = packets;
    this.clock = input.clock();
    this.scaler = new PictureScaler(frameSize);
  }

  /**
   * Opens a file.
   *
   * @param frameSize pixels of the longer side of the pictures, whatever the file's own size
   */
  public static VideoDecoder open(Path file, int frameSize, Interruption interruption)
      throws VideoException {
    if (frameSize < 1) {
      throw new IllegalArgumentException("frame size must be at least 1 pixel, was " + frameSize);
    }
    ReadableFile.check(file);
    VideoInput input = VideoInput.open(InputRules.of(file), interruption);
    return new VideoDecoder(input, frameSize, interruption, null);
  }

  /**
   * Opens a network camera. What is needed for the samples that are wanted may be all that is
   * decoded.
   *
   * @param clock by which packets arrive
   */
  public static VideoDecoder open(
      LiveInput camera, Sampling wanted, int frameSize, Interruption interruption, WallClock clock)
      throws VideoException {
    VideoInput input = VideoInput.open(InputRules.of(camera), interruption);
    LivePackets packets = new LivePackets(input, camera.kind(), wanted, clock);
    return new VideoDecoder(input, frameSize, interruption, packets);
  }

  /** Goes to the next picture; false at the end. */
  public boolean next() throws VideoException {
    if (held) {
      held = false;
      return true;
    }
    return decode();
  }

  /** Media time of the current picture: microseconds since the start of the stream. */
  public long mediaMicros() {
    return clock.last();
  }

  /** Of a live camera: the current picture's time by this clock, see {@link ArrivalClock}. */
  public long timeBy(ArrivalClock clock) {
    return clock.timeOf(packets.arrivalOf(frame), packets.mediaOf(frame));
  }

  /** The current picture, scaled; only pictures that are asked for are converted and copied. */
  public Picture picture() throws VideoException {
    if (ended || held || decoded == 0) { // FFmpeg would abort the process
      throw new IllegalStateException(input.name() + ": no current picture, call next() first");
    }
    return scaler.scale(frame);
  }

  /**
   * Skips to the first picture later than {@code mediaMicros}, by a key frame before it if the file
   * has an index: {@link #next()} goes to that picture. Call it before the first {@code next()}.
   */
  public void skipPast(long mediaMicros) throws VideoException {
    if (clock.canSeek() && mediaMicros > 0 && input.seek(clock.timestampOf(mediaMicros))) {
      restart();
      if ((!decode() || clock.last() > mediaMicros) && input.seek(clock.timestampOf(0))) {
        restart(); // an index that misleads, or names what was cut off: play from the start
        decode();
      }
    } else {
      decode();
    }
    while (!ended && clock.last() <= mediaMicros) {
      decode();
    }
    held = !ended;
  }

  /** Whether {@link #skipPast} need not decode all that it skips. */
  public boolean canSeek() {
    return clock.canSeek();
  }

  private void restart() {
    avcodec_flush_buffers(input.codec());
    clock.restart();
    draining = false;
    ended = false;
  }

  private boolean decode() throws VideoException {
    while (!ended) {
      int received = avcodec_receive_frame(input.codec(), frame);
      if (received == 0) {
        input.refuseLarge(frame.width(), frame.height());
        interruption.checkCancelled(input.name()); // before it is counted: it goes to nobody
        clock.advance(frame.best_effort_timestamp());
        decoded++;
        return true;
      }
      ended = draining || received == AVERROR_EOF();
      if (!ended) {
        feed();
      }
    }
    return false;
  }

  /** Damaged packets are the decoder's to skip: what follows them may be whole again. */
  private void feed() throws VideoException {
    if (input.read(packet)) {
      if (packet.stream_index() == input.stream().index()) {
        if (packets != null) {
          packets.note(packet);
        }
        avcodec_send_packet(input.codec(), packet);
      }
      av_packet_unref(packet);
    } else {
      avcodec_send_packet(input.codec(), null);
      draining = true;
    }
  }

  /** Pictures decoded since the file was opened, those skipped included. */
  public long decoded() {
    return decoded;
  }

  /** The codec, as FFmpeg calls it. */
  public String codec() {
    return avcodec_get_name(input.codec().codec_id()).getString();
  }

  /** Of pictures as the header says, before any is decoded; 0 if it does not. */
  public int width() {
    return input.stream().codecpar().width();
  }

  /** Of pictures as the header says, before any is decoded; 0 if it does not. */
  public int height() {
    return input.stream().codecpar().height();
  }

  /** Of a live camera: how far its clock is behind ours, as far as it tells. */
  public ClockOffset clockOffset() {
    return packets.offset();
  }

  /** How a live camera's stream ended, in FFmpeg's words. */
  public String lastError() {
    return FfmpegError.words(input.failure());
  }

  /** What the file says it lasts, microseconds; 0 if it does not say. */
  public long durationMicros() {
    return clock.duration();
  }

  /**
   * After the end: how long the file played, microseconds. The announced duration, or where the
   * last picture ended if nothing was announced or the file is cut off.
   */
  public long playedMicros() {
    long shown = clock.last() + clock.period();
    return isCutOff() ? shown : Math.max(shown, clock.duration());
  }

  /** After the end: whether pictures are missing, by a read error or well before the duration. */
  public boolean isCutOff() {
    boolean broken = input.failure() != 0 && input.failure() != AVERROR_EOF();
    return broken || clock.isShort();
  }

  /** Loads FFmpeg, which takes a second the first time, and gives its log to ours. */
  public static void load() {
    DecoderLog.install();
  }

  /** As {@link #load()}, and before anything else here: what FFmpeg says goes to {@code log}. */
  public static void load(Consumer<String> log) {
    DecoderLog.install(log);
  }

  @Override
  public void close() {
    if (packets != null) {
      packets.close();
    }
    scaler.close();
    av_frame_free(frame);
    av_packet_free(packet);
    input.close();
  }
}
