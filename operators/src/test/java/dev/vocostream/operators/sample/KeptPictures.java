package dev.vocostream.operators.sample;

import dev.vocostream.model.RgbImage;
import java.util.Arrays;

/** What the sampler keeps of a picture, for those who look for it where it must not be. */
public final class KeptPictures {
  private static final int MARK_BYTES = 64;

  private KeptPictures() {}

  /** Cells from the middle: a few rows of red. */
  public static byte[] markOf(RgbImage picture) {
    byte[] cells = Thumbnail.of(picture.width(), picture.height(), picture.rgb()).toBytes();
    int middle = Thumbnail.CELLS / 2;
    return Arrays.copyOfRange(cells, middle, middle + MARK_BYTES);
  }
}
