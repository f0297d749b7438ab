package dev.vocostream.operators.simulated;

import dev.vocostream.operators.simulated.H264Clip.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** H.264 as a stream of units, each behind a start code (ISO/IEC 14496-10, annex B). */
final class AnnexB {
  static final int SLICE = 1;
  static final int KEY_SLICE = 5;
  static final int SPS = 7;
  static final int PPS = 8;
  static final int DELIMITER = 9;

  private AnnexB() {}

  static int type(byte[] unit) {
    return unit[0] & 0x1f;
  }

  /** The units without their start codes; what is before the first start code is left out. */
  static List<byte[]> units(byte[] stream) {
    List<byte[]> units = new ArrayList<>();
    int begin = startCode(stream, 0);
    while (begin < stream.length) {
      int next = startCode(stream, begin + 3);
      int end = next;
      while (end > begin + 3 && stream[end - 1] == 0) {
        end--;
      }
      if (end > begin + 3) {
        units.add(Arrays.copyOfRange(stream, begin + 3, end));
      }
      begin = next;
    }
    return units;
  }

  /** The position of the next 0, 0, 1 at or after {@code from}, or the end. */
  private static int startCode(byte[] stream, int from) {
    for (int at = from; at + 3 <= stream.length; at++) {
      if (stream[at] == 0 && stream[at + 1] == 0 && stream[at + 2] == 1) {
        return at;
      }
    }
    return stream.length;
  }

  /** Parameters and messages belong to the picture that follows them. Delimiters are left out. */
  static List<Picture> pictures(List<byte[]> units) {
    List<Picture> pictures = new ArrayList<>();
    List<byte[]> current = new ArrayList<>();
    boolean hasSlice = false;
    boolean key = false;
    for (byte[] unit : units) {
      boolean slice = type(unit) == SLICE || type(unit) == KEY_SLICE;
      if (hasSlice && (!slice || isFirstSlice(unit))) {
        pictures.add(new Picture(List.copyOf(current), key));
        current.clear();
        hasSlice = false;
        key = false;
      }
      if (type(unit) != DELIMITER) {
        current.add(unit);
      }
      hasSlice |= slice;
      key |= type(unit) == KEY_SLICE;
    }
    if (hasSlice) {
      pictures.add(new Picture(List.copyOf(current), key));
    }
    return pictures;
  }

  /** The slice header begins with the number of its first macroblock; one bit 1 is zero. */
  private static boolean isFirstSlice(byte[] unit) {
    return unit.length > 1 && (unit[1] & 0x80) != 0;
  }
}
