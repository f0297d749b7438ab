package dev.vocostream.tests.chaos;

import dev.vocostream.model.RgbImage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Which picture of which camera this is, drawn into the picture as white and black squares, five by
 * five, row by row: 4 bits camera, 12 bits number, 8 bits check, the last always black.
 *
 * @param camera 0 to 15
 * @param number 0 to 4095
 */
record FrameCode(int camera, int number) {
  /** What a picture is taken for that carries no code, or one that does not add up. */
  static final FrameCode UNREADABLE = new FrameCode(-1, -1);

  /** Pixels of a side of the pictures that are drawn. */
  static final int DRAWN = 160;

  private static final int SQUARES = 5;
  private static final int CHECK_BITS = 8;
  private static final int NUMBER_BITS = 12;
  private static final int BRIGHT = 128;

  BufferedImage draw() {
    BufferedImage picture = new BufferedImage(DRAWN, DRAWN, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = picture.createGraphics();
    int square = DRAWN / SQUARES;
    graphics.setColor(Color.WHITE);
    for (int i = 0; i < SQUARES * SQUARES; i++) {
      if ((bits() >> i & 1) == 1) {
        graphics.fillRect(i % SQUARES * square, i / SQUARES * square, square, square);
      }
    }
    graphics.dispose();
    return picture;
  }

  /** The code in a decoded picture of any size. */
  static FrameCode in(RgbImage picture) {
    int bits = 0;
    for (int i = 0; i < SQUARES * SQUARES; i++) {
      int x = (2 * (i % SQUARES) + 1) * picture.width() / (2 * SQUARES);
      int y = (2 * (i / SQUARES) + 1) * picture.height() / (2 * SQUARES);
      if ((picture.rgb()[(y * picture.width() + x) * 3 + 1] & 0xff) > BRIGHT) {
        bits |= 1 << i;
      }
    }
    int camera = bits >> CHECK_BITS + NUMBER_BITS;
    FrameCode code = new FrameCode(camera, bits >> CHECK_BITS & (1 << NUMBER_BITS) - 1);
    return code.bits() == bits ? code : UNREADABLE;
  }

  private int bits() {
    int check = (camera * 131 + number * 17 + 29) & (1 << CHECK_BITS) - 1;
    return camera << CHECK_BITS + NUMBER_BITS | number << CHECK_BITS | check;
  }

  /** As {@link #of} reads it. */
  @Override
  public String toString() {
    return camera + ":" + number;
  }

  /** The codes of an answer's text, in its order. */
  static List<FrameCode> of(String text) {
    List<FrameCode> codes = new ArrayList<>();
    for (String word : text.isEmpty() ? new String[0] : text.split(" ")) {
      String[] parts = word.split(":");
      codes.add(new FrameCode(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
    }
    return codes;
  }
}
