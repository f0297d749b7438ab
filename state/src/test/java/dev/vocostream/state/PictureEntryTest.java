package dev.vocostream.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PictureEntryTest {
  private static final PictureEntry ENTRY =
      new PictureEntry("yard", 1, 2, new byte[] {1, 2, 3, 4, 5, -6});

  /** What version 1 wrote on its first day; every later build must read it. */
  private static final String GOLDEN = "010cb7a774010002000400796172640102030405fa";

  @Test
  void readsWhatItWroteAndTheBytesOfVersionOne() throws Exception {
    assertThat(HexFormat.of().formatHex(ENTRY.toBytes())).isEqualTo(GOLDEN);
    assertThat(PictureEntry.read(HexFormat.of().parseHex(GOLDEN), "yard"))
        .usingRecursiveComparison()
        .isEqualTo(ENTRY);
  }

  @Test
  void refusesAnEntryOfAnotherCamera() {
    assertThatThrownBy(() -> PictureEntry.read(ENTRY.toBytes(), "door"))
        .hasMessage("remembered frame is foreign-camera: expected door, found yard");
  }

  @Test
  void noticesEveryFlippedBitAndEveryTruncation() {
    byte[] bytes = ENTRY.toBytes();
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertUnreadable(flipped);
      assertUnreadable(Arrays.copyOf(bytes, bit / 8));
    }
  }

  private static void assertUnreadable(byte[] bytes) {
    assertThatThrownBy(() -> PictureEntry.read(bytes, "yard"))
        .isInstanceOf(UnreadableEntryException.class);
  }
}
