package dev.vocostream.model.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.RgbImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxTest {
  @Test
  void readsTheOneBoxOfAnAnswer() {
    assertThat(Box.parse("Answer: [0.120,0.000,0.5,1.].")).contains(new Box(0.12, 0, 0.5, 1));
    assertThat(Box.parse("[0,0,1,1]")).contains(new Box(0, 0, 1, 1));
    // Two digits make no number; the bracket that holds them is no group.
    assertThat(Box.parse("see [10,0,1,1] or [0.1,0.2,0.3,0.4]"))
        .contains(new Box(0.1, 0.2, 0.3, 0.4));
    // A digit is a digit: 9.9 is no place in the picture, but it is read.
    assertThat(Box.parse("[9.9,0,1,1]")).contains(new Box(9.9, 0, 1, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0.1,0.2,0.3,0.4",
        "(0.1,0.2,0.3,0.4)",
        "[0.1,0.2,0.3]",
        "[0.1,0.2,0.3,0.4,0.5]",
        "[0.1, 0.2, 0.3, 0.4]",
        "[.1,.2,.3,.4]",
        "[-0.1,0.2,0.3,0.4]",
        "[10.5,0.2,0.3,0.4]",
        "[0.1,0.2,0.3,0.4] [0.1,0.2,0.3,0.4]",
        "[0.1,0.2,0.3,0.4;0.1,0.2,0.3,0.4]"
      })
  void readsNoBoxWhereThereIsNotExactlyOne(String text) {
    assertThat(Box.parse(text)).isEmpty();
  }

  @Test
  void movesABoxWithThePictureIntoTheSquare() {
    // 640 x 480: bars of (640 - 480) / 2 = 80 above and below.
    // y: (0 + 80) / 640 = 0.125; (480 + 80) / 640 = 0.875; x: 64 / 640 = 0.1; 320 / 640.
    assertThat(Box.inSquare(List.of(64.0, 0.0, 320.0, 480.0), 640, 480))
        .isEqualTo(new Box(0.1, 0.125, 0.5, 0.875));
    // 100 x 203: the bar on the left has floor(103 / 2) = 51. x: 51 / 203 = 0.25123..
    assertThat(Box.inSquare(List.of(0.0, 0.0, 100.0, 203.0), 100, 203))
        .isEqualTo(new Box(0.251, 0, 0.744, 1));
    // What reaches out of the square is cut off.
    assertThat(Box.inSquare(List.of(-5.0, 0.0, 700.0, 900.0), 640, 640))
        .isEqualTo(new Box(0, 0, 1, 1));
    // Halves that a double holds exactly go to the even side: 1/16 = 0.0625, 3/16 = 0.1875.
    assertThat(Box.inSquare(List.of(1.0, 3.0, 16.0, 16.0), 16, 16))
        .isEqualTo(new Box(0.062, 0.188, 1, 1));
  }

  @Test
  void writesThreeDecimals() {
    assertThat(new Box(0.1, 0, 0.5, 1).text()).isEqualTo("[0.100,0.000,0.500,1.000]");
    assertThat(Box.parse(new Box(0.251, 0, 0.744, 1).text())).contains(new Box(0.251, 0, 0.744, 1));
  }

  @Test
  void comparesBoxesByIntersectionOverUnion() {
    Box half = new Box(0, 0, 0.5, 1);

    assertThat(half.iou(half)).isEqualTo(1);
    // Shared 0.25 of 0.5 + 0.5 - 0.25 = 0.75.
    assertThat(half.iou(new Box(0.25, 0, 0.75, 1))).isEqualTo(1 / 3f, within(1e-6f));
    // Half of the right one, nothing else: exactly 0.5, which is not above 0.5.
    assertThat(half.iou(new Box(0, 0, 0.25, 1))).isEqualTo(0.5f);
    assertThat(half.iou(new Box(0.5, 0, 1, 1))).isZero();
    assertThat(Box.NONE.iou(half)).isZero();
    // Turned around, its area is negative: 0 shared of -0.5 + 0.5 = 0, no number and not above 0.5.
    assertThat(new Box(0.5, 0, 0, 1).iou(half) > 0.5f).isFalse();
  }

  @Test
  void padsAPictureWithWhiteOnBothSides() {
    byte[] red = {(byte) 200, 0, 0, 100, 0, 0, 50, 0, 0};

    // 3 x 1: one row above and one below. 1 x 3: one column on either side.
    RgbImage wide = Square.pad(new RgbImage(3, 1, red));
    RgbImage tall = Square.pad(new RgbImage(1, 3, red));

    assertThat(firsts(wide)).containsExactly(255, 255, 255, 200, 100, 50, 255, 255, 255);
    assertThat(firsts(tall)).containsExactly(255, 200, 255, 255, 100, 255, 255, 50, 255);
    // An odd rest: 2 x 1 has its row on top, floor(1 / 2) = 0 above it.
    assertThat(firsts(Square.pad(new RgbImage(2, 1, new byte[6])))).containsExactly(0, 0, 255, 255);
  }

  private static int[] firsts(RgbImage image) {
    int[] firsts = new int[image.width() * image.height()];
    for (int i = 0; i < firsts.length; i++) {
      firsts[i] = image.rgb()[3 * i] & 0xff;
    }
    return firsts;
  }
}
