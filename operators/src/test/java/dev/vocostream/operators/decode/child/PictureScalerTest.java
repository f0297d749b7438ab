package dev.vocostream.operators.decode.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PictureScalerTest {
  private final AVFrame frame = av_frame_alloc();
  private final PictureScaler scaler = new PictureScaler(64);

  @AfterEach
  void free() {
    av_frame_free(frame);
    scaler.close();
  }

  @Test
  void readsBt709WhereTheFrameSaysSo() throws Exception {
    fill(128, 96, AVCOL_SPC_BT709, AVCOL_RANGE_MPEG);
    assertMiddle(scaler.scale(frame), red(0.2126, 0.0722, false));
  }

  @Test
  void readsBt601WhereTheFrameSaysSo() throws Exception {
    fill(128, 96, AVCOL_SPC_SMPTE170M, AVCOL_RANGE_MPEG);
    assertMiddle(scaler.scale(frame), red(0.299, 0.114, false));
  }

  @Test
  void readsFullRangeWhereTheFrameSaysSo() throws Exception {
    fill(128, 96, AVCOL_SPC_SMPTE170M, AVCOL_RANGE_JPEG);
    assertMiddle(scaler.scale(frame), red(0.299, 0.114, true));
  }

  @Test
  void takesUntaggedVideoFor709From720LinesOnAnd601Below() throws Exception {
    fill(1280, 720, AVCOL_SPC_UNSPECIFIED, AVCOL_RANGE_MPEG);
    assertMiddle(scaler.scale(frame), red(0.2126, 0.0722, false));
  }

  @Test
  void takesSmallUntaggedVideoFor601() throws Exception {
    fill(128, 96, AVCOL_SPC_UNSPECIFIED, AVCOL_RANGE_MPEG);
    assertMiddle(scaler.scale(frame), red(0.299, 0.114, false));
  }

  @Test
  void showsPixelsThatAreNotSquareInTheirShape() throws Exception {
    fill(128, 128, AVCOL_SPC_BT709, AVCOL_RANGE_MPEG);
    frame.sample_aspect_ratio(new AVRational().num(2).den(1));
    Picture picture = scaler.scale(frame);
    assertThat(picture.width()).isEqualTo(64);
    assertThat(picture.height()).isEqualTo(32);
  }

  @Test
  void neverMakesASideOfNoPixel() throws Exception {
    fill(2000, 4, AVCOL_SPC_BT709, AVCOL_RANGE_MPEG);
    assertThat(scaler.scale(frame).height()).isEqualTo(1);
  }

  /** A damaged stream changes its size in the middle. */
  @Test
  void followsTheSizeOfEachFrame() throws Exception {
    fill(128, 96, AVCOL_SPC_BT709, AVCOL_RANGE_MPEG);
    scaler.scale(frame);
    av_frame_unref(frame);
    fill(1504, 16, AVCOL_SPC_BT709, AVCOL_RANGE_MPEG);
    Picture picture = scaler.scale(frame);
    assertThat(picture.width()).isEqualTo(64);
    assertMiddle(picture, red(0.2126, 0.0722, false));
  }

  /** One colour: Y 90, Cb 100, Cr 190. */
  private void fill(int width, int height, int space, int range) {
    frame.width(width).height(height).format(AV_PIX_FMT_YUV420P);
    frame.colorspace(space).color_range(range);
    assertThat(av_frame_get_buffer(frame, 0)).isZero();
    Pointer.memset(frame.data(0), 90, (long) frame.linesize(0) * height);
    Pointer.memset(frame.data(1), 100, (long) frame.linesize(1) * ((height + 1) / 2));
    Pointer.memset(frame.data(2), 190, (long) frame.linesize(2) * ((height + 1) / 2));
  }

  /** What the standards make of that colour, from their weights of red and blue. */
  private static int[] red(double kr, double kb, boolean full) {
    double y = full ? 90 : (90 - 16) * 255 / 219.0;
    double cb = (100 - 128) * (full ? 1 : 255 / 224.0);
    double cr = (190 - 128) * (full ? 1 : 255 / 224.0);
    double red = y + 2 * (1 - kr) * cr;
    double blue = y + 2 * (1 - kb) * cb;
    double green = (y - kr * red - kb * blue) / (1 - kr - kb);
    return new int[] {(int) Math.round(red), (int) Math.round(green), (int) Math.round(blue)};
  }

  private static void assertMiddle(Picture picture, int[] expected) {
    int at = (picture.height() / 2 * picture.width() + picture.width() / 2) * 3;
    for (int i = 0; i < 3; i++) {
      assertThat(picture.rgb()[at + i] & 0xff).isCloseTo(expected[i], within(2));
    }
  }
}
