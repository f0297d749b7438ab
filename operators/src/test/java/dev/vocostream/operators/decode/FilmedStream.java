package dev.vocostream.operators.decode;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Java2DFrameConverter;

/**
 * Films {@link SelfDescribingClip}'s pictures at their pace into a stream of bytes, as a camera
 * does, on a thread of its own, until closed or until nobody reads. The numbers go on from stream
 * to stream of the same start.
 */
public final class FilmedStream implements AutoCloseable {
  private static final int NUMBERS = 1000;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile Exception failure;

  private FilmedStream(FFmpegFrameRecorder recorder, double fps) {
    thread = new Thread(() -> film(recorder, fps), "filmed stream");
    thread.setDaemon(true);
  }

  /**
   * @param format FFmpeg's name of a muxer: mpegts, mpjpeg, flv, mp4; or mpegts-b, whose pictures
   *     are not decoded in the order in which they are shown
   * @param gop from one key frame to the next, pictures
   */
  public static FilmedStream to(OutputStream out, String format, double fps, int gop) {
    FFmpegFrameRecorder recorder =
        new FFmpegFrameRecorder(out, SelfDescribingClip.WIDTH, SelfDescribingClip.HEIGHT);
    return start(recorder, format, fps, gop);
  }

  /** To the one client that connects to a port of this machine. */
  public static FilmedStream rtmp(int port, double fps, int gop) {
    FFmpegFrameRecorder recorder =
        new FFmpegFrameRecorder(
            "rtmp://127.0.0.1:%d/live/yard".formatted(port),
            SelfDescribingClip.WIDTH,
            SelfDescribingClip.HEIGHT);
    recorder.setOption("listen", "1");
    return start(recorder, "flv", fps, gop);
  }

  /**
   * By SRT, to the one client that calls a port of this machine.
   *
   * @param options of FFmpeg's SRT, such as a passphrase
   */
  public static FilmedStream srt(int port, Map<String, String> options, double fps, int gop) {
    FFmpegFrameRecorder recorder =
        new FFmpegFrameRecorder(
            "srt://127.0.0.1:%d".formatted(port),
            SelfDescribingClip.WIDTH,
            SelfDescribingClip.HEIGHT);
    recorder.setOption("mode", "listener");
    recorder.setOption("listen_timeout", "30000000");
    options.forEach(recorder::setOption);
    return start(recorder, "mpegts", fps, gop);
  }

  /**
   * As segments in files, packed by FFmpeg.
   *
   * @param options of its packer for HLS
   */
  public static FilmedStream hls(Path playlist, Map<String, String> options, double fps, int gop) {
    FFmpegFrameRecorder recorder =
        new FFmpegFrameRecorder(
            playlist.toString(), SelfDescribingClip.WIDTH, SelfDescribingClip.HEIGHT);
    options.forEach(recorder::setOption);
    return start(recorder, "hls", fps, gop);
  }

  private static FilmedStream start(
      FFmpegFrameRecorder recorder, String format, double fps, int gop) {
    boolean jpeg = format.equals("mpjpeg");
    boolean reordered = format.equals("mpegts-b");
    recorder.setFormat(format.replace("-b", ""));
    if (jpeg) {
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_MJPEG);
    } else if (reordered) {
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_MPEG4);
      recorder.setMaxBFrames(2);
    } else {
      recorder.setVideoCodecName("libopenh264");
    }
    recorder.setPixelFormat(jpeg ? avutil.AV_PIX_FMT_YUVJ420P : avutil.AV_PIX_FMT_YUV420P);
    recorder.setFrameRate(fps);
    recorder.setGopSize(gop);
    recorder.setVideoBitrate(600_000);
    if (format.equals("mp4")) {
      recorder.setOption("movflags", "frag_every_frame+empty_moov");
    }
    FilmedStream stream = new FilmedStream(recorder, fps);
    stream.thread.start();
    return stream;
  }

  private void film(FFmpegFrameRecorder recorder, double fps) {
    try (Java2DFrameConverter converter = new Java2DFrameConverter()) {
      recorder.startUnsafe();
      long start = System.nanoTime();
      for (int i = 0; !closed.await(wait(start, i, fps), TimeUnit.NANOSECONDS); i++) {
        recorder.record(converter.convert(SelfDescribingClip.picture(i % NUMBERS)));
      }
    } catch (Exception e) {
      failure = e;
    } finally {
      try {
        recorder.releaseUnsafe();
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  private static long wait(long start, int picture, double fps) {
    return Math.max(0, start + (long) (picture * 1e9 / fps) - System.nanoTime());
  }

  /** Why it ended, null if nothing was wrong; nobody reading is one reason. */
  public Exception failure() {
    return failure;
  }

  @Override
  public void close() throws InterruptedException {
    closed.countDown();
    thread.join(5000);
  }
}
