package dev.vocostream.operators.decode.child;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import dev.vocostream.operators.decode.child.VideoException.Fault;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Turns a decoded frame into tight RGB whose longer side is {@code frameSize} pixels, keeping the
 * shape in which it is meant to be seen. Everything is read from the frame itself, never from the
 * stream: a damaged stream changes its size in the middle, and believing the header then reads
 * memory that is not there.
 */
final class PictureScaler implements AutoCloseable {
  private static final int FLAGS = SWS_BILINEAR | SWS_FULL_CHR_H_INT | SWS_ACCURATE_RND;
  private static final int ONE = 1 << 16;

  /** Vectorised writers may touch a little more than they fill. */
  private static final int SLACK = 64;

  // -- configuration
  private final int frameSize;

  // -- runtime
  private final PointerPointer<BytePointer> planes = new PointerPointer<>(4);
  private final IntPointer strides = new IntPointer(4);
  private SwsContext context;
  private BytePointer pixels = new BytePointer();

  PictureScaler(int frameSize) {
    this.frameSize = frameSize;
  }

  Picture scale(AVFrame frame) throws VideoException {
    double shown = frame.width() * pixelAspect(frame);
    double ratio = frameSize / Math.max(shown, frame.height());
    int width = (int) Math.max(1, Math.round(shown * ratio));
    int height = (int) Math.max(1, Math.round(frame.height() * ratio));
    prepare(frame, width, height);
    int rows =
        sws_scale(context, frame.data(), frame.linesize(), 0, frame.height(), planes, strides);
    if (rows != height) {
      throw new VideoException(
          Fault.NOT_A_VIDEO, "scaled " + rows + " rows of a picture, expected " + height);
    }
    byte[] rgb = new byte[width * height * 3];
    pixels.position(0).get(rgb);
    return new Picture(width, height, rgb);
  }

  private void prepare(AVFrame frame, int width, int height) throws VideoException {
    SwsContext next =
        sws_getCachedContext(
            context,
            frame.width(),
            frame.height(),
            frame.format(),
            width,
            height,
            AV_PIX_FMT_RGB24,
            FLAGS,
            null,
            null,
            (DoublePointer) null);
    context = next; // the old one was reused or freed
    if (next == null || next.isNull()) {
      context = null;
      throw new VideoException(
          Fault.NOT_A_VIDEO, "pictures of pixel format " + frame.format() + " cannot be converted");
    }
    IntPointer matrix = sws_getCoefficients(matrixOf(frame));
    sws_setColorspaceDetails(context, matrix, fullRange(frame) ? 1 : 0, matrix, 1, 0, ONE, ONE);
    long size = (long) width * height * 3 + SLACK;
    if (pixels.capacity() < size) {
      pixels.close();
      pixels = new BytePointer(size);
    }
    planes.put(0, pixels);
    strides.put(0, width * 3);
  }

  /** Untagged video is BT.709 from 720 lines on and BT.601 below, as every player assumes. */
  private static int matrixOf(AVFrame frame) {
    if (frame.colorspace() != AVCOL_SPC_UNSPECIFIED) {
      return frame.colorspace();
    }
    return frame.height() >= 720 ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
  }

  private static boolean fullRange(AVFrame frame) {
    int format = frame.format();
    return frame.color_range() == AVCOL_RANGE_JPEG
        || format == AV_PIX_FMT_YUVJ420P
        || format == AV_PIX_FMT_YUVJ422P
        || format == AV_PIX_FMT_YUVJ444P;
  }

  private static double pixelAspect(AVFrame frame) {
    int width = frame.sample_aspect_ratio().num();
    int height = frame.sample_aspect_ratio().den();
    return width > 0 && height > 0 ? (double) width / height : 1;
  }

  @Override
  public void close() {
    if (context != null) {
      sws_freeContext(context);
      context = null;
    }
    pixels.close();
    planes.close();
    strides.close();
  }
}
