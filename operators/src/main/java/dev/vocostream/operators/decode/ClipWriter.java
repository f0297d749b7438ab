package dev.vocostream.operators.decode;

import dev.vocostream.operators.decode.child.VideoDecoder;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/**
 * Writes pictures to a video file: H.264 for {@code .mp4}, {@code .mkv} and, bare, {@code .h264};
 * VP9 for {@code .webm}. It makes the clips of the demo and of the tests; cameras never pass
 * through it. The file is whole only after {@link #close()}.
 */
public final class ClipWriter implements AutoCloseable {
  /** AV_PIX_FMT_BGR24, by number: FFmpeg itself is for the decoder alone. */
  private static final int BGR = 3;

  private static final Map<String, String> CODECS =
      Map.of(
          "mp4", "libopenh264",
          "mkv", "libopenh264",
          "h264", "libopenh264",
          "webm", "libvpx-vp9");

  // -- configuration
  private final Path file;
  private final int width;
  private final int height;

  // -- runtime
  private final FFmpegFrameRecorder recorder;

  /**
   * Creates or replaces {@code file}.
   *
   * @param width pixels, even
   * @param height pixels, even
   * @param fps pictures a second
   */
  public ClipWriter(Path file, int width, int height, double fps) throws IOException {
    this(file, width, height, fps, (int) Math.max(1, Math.round(fps)));
  }

  /**
   * As above.
   *
   * @param keyEvery pictures from one key frame to the next; above, a second
   */
  public ClipWriter(Path file, int width, int height, double fps, int keyEvery) throws IOException {
    this.file = file;
    this.width = width;
    this.height = height;
    this.recorder = new FFmpegFrameRecorder(file.toFile(), width, height);
    VideoDecoder.load();
    String format = formatOf(file);
    recorder.setFormat(format.equals("mkv") ? "matroska" : format);
    recorder.setVideoCodecName(codecOf(file));
    recorder.setFrameRate(fps);
    recorder.setGopSize(keyEvery);
    recorder.setVideoBitrate((int) Math.max(400_000, width * height * fps * 0.5));
    // The recorder converts by BT.601 whatever the size; untagged, a player would guess.
    recorder.setVideoOption("colorspace", "smpte170m");
    recorder.setVideoOption("color_range", "tv");
    if (format.equals("webm")) {
      recorder.setVideoOption("deadline", "realtime");
      recorder.setVideoOption("cpu-used", "8");
    } else {
      recorder.setVideoOption("profile", "main");
      recorder.setVideoOption("rc_mode", "off");
    }
    try {
      recorder.start();
    } catch (FFmpegFrameRecorder.Exception e) {
      throw new IOException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  /** Appends a picture of the size of the clip. */
  public void add(BufferedImage picture) throws IOException {
    if (picture.getWidth() != width || picture.getHeight() != height) {
      throw new IllegalArgumentException(
          "%s: picture of %dx%d, expected %dx%d"
              .formatted(file, picture.getWidth(), picture.getHeight(), width, height));
    }
    byte[] pixels = ((DataBufferByte) asBgr(picture).getRaster().getDataBuffer()).getData();
    ByteBuffer direct = ByteBuffer.allocateDirect(pixels.length).put(pixels);
    try {
      recorder.recordImage(width, height, Frame.DEPTH_UBYTE, 3, width * 3, BGR, direct.rewind());
    } catch (FFmpegFrameRecorder.Exception e) {
      throw new IOException(file + ": picture was not written: " + e.getMessage(), e);
    }
  }

  private static BufferedImage asBgr(BufferedImage picture) {
    if (picture.getType() == BufferedImage.TYPE_3BYTE_BGR) {
      return picture;
    }
    BufferedImage bgr =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = bgr.createGraphics();
    graphics.drawImage(picture, 0, 0, null);
    graphics.dispose();
    return bgr;
  }

  private static String codecOf(Path file) {
    String codec = CODECS.get(formatOf(file));
    if (codec == null) {
      throw new IllegalArgumentException(
          file + ": no such kind of clip, expected one of .mp4, .mkv, .h264, .webm");
    }
    return codec;
  }

  private static String formatOf(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Writes what is left and the index. */
  @Override
  public void close() throws IOException {
    try {
      recorder.close();
    } catch (org.bytedeco.javacv.FrameRecorder.Exception e) {
      throw new IOException(file + ": was not finished: " + e.getMessage(), e);
    }
  }
}
