package dev.vocostream.operators.decode.child;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_DATA;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;

import dev.vocostream.operators.decode.child.VideoException.Fault;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;

/**
 * An open input and a decoder for its video stream. Owned by the thread that opened it; only {@link
 * Interruption} may be touched by others.
 */
final class VideoInput implements AutoCloseable {
  /** 4K. The check comes before any picture is allocated, so a bomb costs nothing. */
  static final long MAX_PIXELS = 3840L * 2160;

  // -- configuration
  private final InputRules rules;
  private final Interruption interruption;

  // -- runtime
  private AVFormatContext format;
  private AVStream stream;
  private AVCodecContext codec;
  private MediaClock clock;
  private int failure;

  private VideoInput(InputRules rules, Interruption interruption) {
    this.rules = rules;
    this.interruption = interruption;
  }

  static VideoInput open(InputRules rules, Interruption interruption) throws VideoException {
    DecoderLog.install();
    VideoInput input = new VideoInput(rules, interruption);
    try {
      interruption.within(rules.openLimit());
      input.openFormat();
      input.probe();
      input.openCodec();
      input.clock = new MediaClock(input.format, input.stream);
      interruption.check(rules.name());
      return input;
    } catch (VideoException | RuntimeException e) {
      input.close();
      throw e;
    }
  }

  private void openFormat() throws VideoException {
    format = avformat_alloc_context();
    interruption.attach(format);
    AVDictionary options = Dictionaries.of(rules.options());
    AVInputFormat demuxer = rules.demuxer() == null ? null : av_find_input_format(rules.demuxer());
    int opened = avformat_open_input(format, rules.url(), demuxer, options);
    String unused = Dictionaries.firstKey(options);
    av_dict_free(options);
    if (opened < 0) {
      format = null; // freed by FFmpeg
      interruption.check(rules.name());
      throw new VideoException(
          rules.live() ? FfmpegError.ofLive(opened) : Fault.NOT_A_VIDEO,
          rules.live()
              ? rules.name() + ": cannot be opened: " + FfmpegError.words(opened)
              : rules.name() + ": not a video: " + FfmpegError.words(opened));
    }
    if (unused != null) { // a misspelt limit would limit nothing
      throw new IllegalStateException(rules.name() + ": FFmpeg knows no option " + unused);
    }
  }

  private void probe() throws VideoException {
    int streams = format.nb_streams();
    for (int i = 0; i < streams; i++) {
      AVCodecParameters parameters = format.streams(i).codecpar();
      refuseLarge(parameters.width(), parameters.height()); // a refused stream loses it in probing
      if (parameters.codec_type() != AVMEDIA_TYPE_VIDEO) {
        parameters.codec_type(AVMEDIA_TYPE_DATA).codec_id(0); // so that sound is not probed either
      }
    }
    int found = findStreams(streams);
    interruption.check(rules.name());
    int best = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
    if (best < 0) {
      if (rules.live() && (found < 0 || format.nb_streams() == 0)) {
        throw new VideoException(Fault.DISCONNECTED, rules.name() + ": ended before any picture");
      }
      String why = found < 0 ? ": " + FfmpegError.words(found) : ", only sound or data";
      throw new VideoException(Fault.NO_VIDEO, rules.name() + ": has no video stream" + why);
    }
    stream = format.streams(best);
    for (int i = 0; i < streams; i++) {
      format.streams(i).discard(i == best ? 0 : AVDISCARD_ALL);
    }
    refuseLarge(stream.codecpar().width(), stream.codecpar().height());
    boolean sized = stream.codecpar().width() > 0 && stream.codecpar().height() > 0;
    if (!sized && !rules.live()) { // a camera says it with its next key frame
      throw new VideoException(
          Fault.NOT_A_VIDEO, rules.name() + ": the size of its pictures is unknown");
    }
  }

  /** Every stream has options of its own, which are not FFmpeg's to free. */
  private int findStreams(int streams) {
    PointerPointer<AVDictionary> options = new PointerPointer<>(Math.max(1, streams));
    for (int i = 0; i < streams; i++) {
      options.put(i, codecOptions());
    }
    int found = avformat_find_stream_info(format, options);
    for (int i = 0; i < streams; i++) {
      AVDictionary left = options.get(AVDictionary.class, i);
      if (left != null) {
        av_dict_free(left);
      }
    }
    options.close();
    return found;
  }

  private void openCodec() throws VideoException {
    int id = stream.codecpar().codec_id();
    AVCodec decoder = avcodec_find_decoder(id);
    if (decoder == null || decoder.isNull()) {
      throw new VideoException(
          Fault.NOT_A_VIDEO, rules.name() + ": no decoder for its codec " + id);
    }
    codec = avcodec_alloc_context3(decoder);
    avcodec_parameters_to_context(codec, stream.codecpar());
    codec.pkt_timebase(stream.time_base());
    AVDictionary options = codecOptions();
    int opened = avcodec_open2(codec, decoder, options);
    av_dict_free(options);
    if (opened < 0) {
      String name = decoder.name().getString();
      throw new VideoException(
          Fault.NOT_A_VIDEO,
          rules.name() + ": codec " + name + " cannot be opened: " + FfmpegError.words(opened));
    }
  }

  /** Called for the header and for every picture: a hostile stream grows in the middle. */
  void refuseLarge(int width, int height) throws VideoException {
    if ((long) width * height > MAX_PIXELS) {
      throw new VideoException(
          Fault.TOO_LARGE,
          "%s: pictures of %dx%d, at most %d pixels are decoded"
              .formatted(rules.name(), width, height, MAX_PIXELS));
    }
  }

  /** Fills {@code packet} with the next one of the video; false at the end or at an error. */
  boolean read(AVPacket packet) throws VideoException {
    interruption.within(rules.readLimit());
    int read = av_read_frame(format, packet);
    interruption.check(rules.name());
    if (read < 0) {
      failure = read;
    }
    return read >= 0;
  }

  /** Goes to a key frame at or before {@code timestamp}; false if the file cannot. */
  boolean seek(long timestamp) throws VideoException {
    interruption.within(rules.readLimit());
    boolean done = av_seek_frame(format, stream.index(), timestamp, AVSEEK_FLAG_BACKWARD) >= 0;
    interruption.check(rules.name());
    return done;
  }

  /** FFmpeg's code of the error that ended reading; 0 before. */
  int failure() {
    return failure;
  }

  /** For messages. */
  String name() {
    return rules.name();
  }

  AVFormatContext format() {
    return format;
  }

  AVStream stream() {
    return stream;
  }

  AVCodecContext codec() {
    return codec;
  }

  MediaClock clock() {
    return clock;
  }

  private static AVDictionary codecOptions() {
    return Dictionaries.of(
        Map.of(
            "threads",
            "1",
            "max_pixels",
            String.valueOf(MAX_PIXELS),
            "codec_whitelist",
            InputRules.CODECS));
  }

  @Override
  public void close() {
    if (clock != null) {
      clock.close();
      clock = null;
    }
    if (codec != null) {
      avcodec_free_context(codec);
      codec = null;
    }
    if (format != null) {
      avformat_close_input(format);
      format = null;
    }
    interruption.detach();
  }
}
