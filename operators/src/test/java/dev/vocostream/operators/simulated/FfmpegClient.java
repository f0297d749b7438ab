package dev.vocostream.operators.simulated;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import dev.vocostream.operators.decode.SelfDescribingClip;
import dev.vocostream.operators.decode.child.VideoDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** The FFmpeg that we ship, as a client that others wrote: it opens, reads and decodes. */
final class FfmpegClient implements AutoCloseable {
  /** Microseconds that FFmpeg waits for a server. */
  static final Map<String, String> OVER_TCP = Map.of("rtsp_transport", "tcp", "timeout", "5000000");

  static final Map<String, String> OVER_UDP = Map.of("rtsp_transport", "udp", "timeout", "5000000");

  private final AVFormatContext format = avformat_alloc_context();
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private AVCodecContext codec;
  private int stream;

  private FfmpegClient() {}

  /** An error of FFmpeg comes with its code and its words. */
  static FfmpegClient open(String url, Map<String, String> options) throws IOException {
    VideoDecoder.load();
    FfmpegClient client = new FfmpegClient();
    AVDictionary dictionary = new AVDictionary(null);
    options.forEach((key, value) -> av_dict_set(dictionary, key, value, 0));
    int opened = avformat_open_input(client.format, url, (AVInputFormat) null, dictionary);
    av_dict_free(dictionary);
    check(opened, "open"); // on an error the context is freed by FFmpeg
    try {
      client.openCodec();
    } catch (IOException e) {
      client.close();
      throw e;
    }
    return client;
  }

  private void openCodec() throws IOException {
    check(avformat_find_stream_info(format, (PointerPointer<?>) null), "probe");
    stream =
        check(
            av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0),
            "find video");
    var parameters = format.streams(stream).codecpar();
    AVCodec decoder = avcodec_find_decoder(parameters.codec_id());
    codec = avcodec_alloc_context3(decoder);
    check(avcodec_parameters_to_context(codec, parameters), "take parameters");
    codec.thread_count(1);
    check(avcodec_open2(codec, decoder, (AVDictionary) null), "open codec");
  }

  private static int check(int result, String what) throws IOException {
    if (result < 0) {
      byte[] words = new byte[128];
      av_strerror(result, words, words.length);
      String text = new String(words, StandardCharsets.UTF_8);
      throw new IOException(what + ": " + result + " " + text.substring(0, text.indexOf(0)));
    }
    return result;
  }

  /** Decodes the next picture; the end of the stream is an error too. */
  void next() throws IOException {
    while (avcodec_receive_frame(codec, frame) < 0) {
      check(av_read_frame(format, packet), "read");
      if (packet.stream_index() == stream) {
        avcodec_send_packet(codec, packet);
      }
      av_packet_unref(packet);
    }
  }

  /** The number that {@link SelfDescribingClip} drew into the picture. */
  int number() {
    int width = frame.width();
    int height = frame.height();
    BytePointer luma = frame.data(0);
    byte[] pixels = new byte[width * height * 3];
    int row = height / 4;
    for (int x = 0; x < width; x++) {
      pixels[(row * width + x) * 3 + 1] = luma.get((long) row * frame.linesize(0) + x);
    }
    return SelfDescribingClip.numberIn(width, height, pixels);
  }

  int width() {
    return frame.width();
  }

  /** Of the picture; microseconds. */
  long mediaMicros() {
    var base = format.streams(stream).time_base();
    return frame.best_effort_timestamp() * 1_000_000 * base.num() / base.den();
  }

  /** What the server's clock said at media time 0, microseconds since 1970; negative if unknown. */
  long serverClockMicros() {
    return format.start_time_realtime();
  }

  /** The numbers of the first {@code count} pictures. */
  static List<Integer> numbers(String url, int count, Map<String, String> options)
      throws IOException {
    List<Integer> numbers = new ArrayList<>();
    try (FfmpegClient client = open(url, options)) {
      while (numbers.size() < count) {
        client.next();
        numbers.add(client.number());
      }
    }
    return numbers;
  }

  @Override
  public void close() {
    if (codec != null) {
      avcodec_free_context(codec);
    }
    avformat_close_input(format);
    av_frame_free(frame);
    av_packet_free(packet);
  }
}
