package dev.vocostream.operators.simulated;

import dev.vocostream.operators.decode.SelfDescribingClip;
import dev.vocostream.operators.decode.child.VideoDecoder;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameRecorder;

/** Plays numbered pictures by RTMP to the first that comes: FFmpeg as the server, for tests. */
public final class RtmpCamera implements AutoCloseable {
  private static final String WAIT_SECONDS = "20";
  private static final int BGR = 3;

  private final int port;
  private final Thread thread;
  private volatile boolean closed;
  private volatile Exception end;

  private RtmpCamera(int port) {
    this.port = port;
    this.thread = new Thread(this::play, "rtmp camera " + port);
    thread.setDaemon(true);
  }

  /** Listens soon after this returns; without a client it gives up. */
  public static RtmpCamera start() throws IOException {
    VideoDecoder.load();
    RtmpCamera camera;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      camera = new RtmpCamera(free.getLocalPort());
    }
    camera.thread.start();
    return camera;
  }

  public String url() {
    return "rtmp://127.0.0.1:" + port + "/live/camera";
  }

  private void play() {
    try (FFmpegFrameRecorder recorder =
        new FFmpegFrameRecorder(url(), SelfDescribingClip.WIDTH, SelfDescribingClip.HEIGHT)) {
      recorder.setFormat("flv");
      recorder.setVideoCodecName("libopenh264");
      recorder.setPixelFormat(0);
      recorder.setFrameRate(Clips.FPS);
      recorder.setGopSize((int) Clips.FPS);
      recorder.setVideoBitrate(2_000_000);
      recorder.setOption("timeout", WAIT_SECONDS); // which also means: listen
      recorder.start();
      LiveClock clock = new LiveClock(Clips.FPS);
      for (int number = 0; !closed; number++) {
        clock.awaitDue(number);
        record(recorder, number % Clips.PICTURES);
      }
    } catch (FrameRecorder.Exception | InterruptedException e) {
      end = e; // the client is gone, none came, or we were closed
    }
  }

  private static void record(FFmpegFrameRecorder recorder, int number)
      throws FrameRecorder.Exception {
    var picture = SelfDescribingClip.picture(number);
    byte[] pixels = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    ByteBuffer direct = ByteBuffer.allocateDirect(pixels.length).put(pixels);
    int width = picture.getWidth();
    recorder.recordImage(
        width, picture.getHeight(), Frame.DEPTH_UBYTE, 3, width * 3, BGR, direct.rewind());
  }

  /** What ended it; null before. */
  public Exception end() {
    return end;
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join(5000);
  }
}
