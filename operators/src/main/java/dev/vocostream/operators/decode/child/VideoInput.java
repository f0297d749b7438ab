package dev.vocostream.operators.decode.child;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_DATA;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import dev.vocostream.operators.decode.child.VideoException.Fault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;

/**
 * An open media file and a decoder for its video stream. Owned by the thread that opened it; only
 * {@link Interruption} may be touched by others.
 */
final class VideoInput implements AutoCloseable {
  /** 4K. The check comes before any picture is allocated, so a bomb costs nothing. */
  static final long MAX_PIXELS = 3840L * 2160;

  private static final Duration OPEN_LIMIT = Duration.ofSeconds(5);
  private static final Duration READ_LIMIT = Duration.ofSeconds(3);

  private static final String FORMATS =
      "mov,mp4,matroska,webm,avi,mpegts,h264,hevc,mjpeg,jpeg_pipe";
  private static final String CODECS =
      "h264,hevc,vp8,vp9,libvpx,libvpx-vp9,libdav1d,libaom-av1,mpeg4,mjpeg";

  // -- configuration
  private final Path file;
  private final Interruption interruption;

  // -- runtime
  private AVFormatContext format;
  private AVStream stream;
  private AVCodecContext codec;
  private int failure;

  private VideoInput(Path file, Interruption interruption) {
    this.file = file;
    this.interruption = interruption;
  }

  static VideoInput open(Path file, Interruption interruption) throws VideoException {
    DecoderLog.install();
    VideoInput input = new VideoInput(file, interruption);
    try {
      interruption.within(OPEN_LIMIT);
      input.openFormat();
      input.probe();
      input.openCodec();
      interruption.check(file.toString());
      return input;
    } catch (VideoException | RuntimeException e) {
      input.close();
      throw e;
    }
  }

  /**
   * The protocol is spelled out and whitelisted, so that no name and no content of a file makes
   * FFmpeg open another one.
   */
  private void openFormat() throws VideoException {
    format = avformat_alloc_context();
    interruption.attach(format);
    AVDictionary options =
        options(
            Map.of(
                "protocol_whitelist", "file",
                "format_whitelist", FORMATS,
                "codec_whitelist", CODECS,
                "max_streams", "8",
                "probesize", "5000000",
                "analyzeduration", "5000000"));
    int opened = avformat_open_input(format, "file:" + file.toAbsolutePath(), null, options);
    av_dict_free(options);
    if (opened < 0) {
      format = null; // freed by FFmpeg
      interruption.check(file.toString());
      throw new VideoException(Fault.NOT_A_VIDEO, file + ": not a video: " + words(opened));
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
    interruption.check(file.toString());
    int best = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
    if (best < 0) {
      String why = found < 0 ? ": " + words(found) : ", only sound or data";
      throw new VideoException(Fault.NO_VIDEO, file + ": has no video stream" + why);
    }
    stream = format.streams(best);
    for (int i = 0; i < streams; i++) {
      format.streams(i).discard(i == best ? 0 : AVDISCARD_ALL);
    }
    refuseLarge(stream.codecpar().width(), stream.codecpar().height());
    if (stream.codecpar().width() == 0 || stream.codecpar().height() == 0) {
      throw new VideoException(Fault.NOT_A_VIDEO, file + ": the size of its pictures is unknown");
    }
  }

  private void openCodec() throws VideoException {
    int id = stream.codecpar().codec_id();
    AVCodec decoder = avcodec_find_decoder(id);
    if (decoder == null || decoder.isNull()) {
      throw new VideoException(Fault.NOT_A_VIDEO, file + ": no decoder for its codec " + id);
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
          Fault.NOT_A_VIDEO, file + ": codec " + name + " cannot be opened: " + words(opened));
    }
  }

  /** Called for the header and for every picture: a hostile stream grows in the middle. */
  void refuseLarge(int width, int height) throws VideoException {
    if ((long) width * height > MAX_PIXELS) {
      throw new VideoException(
          Fault.TOO_LARGE,
          "%s: pictures of %dx%d, at most %d pixels are decoded"
              .formatted(file, width, height, MAX_PIXELS));
    }
  }

  /** Fills {@code packet} with the next one of the video; false at the end or at an error. */
  boolean read(AVPacket packet) throws VideoException {
    interruption.within(READ_LIMIT);
    int read = av_read_frame(format, packet);
    interruption.check(file.toString());
    if (read < 0) {
      failure = read;
    }
    return read >= 0;
  }

  /** Goes to a key frame at or before {@code timestamp}; false if the file cannot. */
  boolean seek(long timestamp) throws VideoException {
    interruption.within(READ_LIMIT);
    boolean done = av_seek_frame(format, stream.index(), timestamp, AVSEEK_FLAG_BACKWARD) >= 0;
    interruption.check(file.toString());
    return done;
  }

  /** FFmpeg's code of the error that ended reading; 0 before. */
  int failure() {
    return failure;
  }

  Path file() {
    return file;
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

  private static AVDictionary codecOptions() {
    return options(
        Map.of(
            "threads", "1", "max_pixels", String.valueOf(MAX_PIXELS), "codec_whitelist", CODECS));
  }

  private static AVDictionary options(Map<String, String> entries) {
    AVDictionary options = new AVDictionary(null);
    entries.forEach((key, value) -> av_dict_set(options, key, value, 0));
    return options;
  }

  /** FFmpeg fills a buffer and ends the text with NUL: what is behind it is stale memory. */
  static String words(int error) {
    byte[] text = new byte[128];
    av_strerror(error, text, text.length);
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
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
