package dev.vocostream.job.benchmark;

import dev.vocostream.operators.decode.child.DecodeStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The same camera, decoded and scaled by FFmpeg's command, one thread for each of its parts. */
final class FfmpegDecoding implements Decoding {
  private static final long STOP_SECONDS = 5;

  // -- runtime
  private final Process process;
  private final ProcessCpu cpu;
  private final Thread reader;
  private final int frameBytes;
  private volatile long bytes;

  private FfmpegDecoding(Process process, int frameBytes) {
    this.process = process;
    this.cpu = new ProcessCpu(process.pid());
    this.frameBytes = frameBytes;
    this.reader = new Thread(this::readAll, "ffmpeg's output");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * @param skip what its decoder leaves out, as its option {@code skip_frame} calls it
   */
  static FfmpegDecoding start(FfmpegCommand ffmpeg, String url, String skip, int frameSize)
      throws IOException {
    int height = frameSize * BenchmarkClip.HEIGHT / BenchmarkClip.WIDTH;
    String scaled =
        "fps=1,scale=%d:%d:flags=bilinear+full_chroma_int+accurate_rnd"
            .formatted(frameSize, height);
    List<String> input =
        List.of("-nostdin", "-loglevel", "error", "-threads", "1", "-skip_frame", skip);
    List<String> output =
        List.of("-an", "-filter_threads", "1", "-vf", scaled, "-pix_fmt", "rgb24");
    List<String> arguments = new ArrayList<>(input);
    arguments.addAll(List.of("-rtsp_transport", "tcp", "-i", url));
    arguments.addAll(output);
    arguments.addAll(List.of("-f", "rawvideo", "pipe:1"));
    Process process = ffmpeg.start(arguments);
    return new FfmpegDecoding(process, 3 * frameSize * height);
  }

  /** What our decoder leaves out of a camera without B-frames whose keys are so far apart. */
  static String skipOf(DecodeStrategy strategy, boolean keysSuffice) {
    return switch (strategy) {
      case ALL -> "default";
      case AUTO -> keysSuffice ? "nokey" : "noref";
      case KEY_FRAMES -> "nokey";
    };
  }

  private void readAll() {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = process.getInputStream()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes += read;
      }
    } catch (IOException e) {
      // it was ended
    }
  }

  @Override
  public long frames() {
    return bytes / frameBytes;
  }

  @Override
  public void look() {
    cpu.look();
  }

  @Override
  public long cpuNanos() {
    return cpu.nanos();
  }

  @Override
  public long residentBytes() {
    return cpu.residentBytes();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      reader.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
