package dev.vocostream.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FrameEntryTest {
  private static final FrameEntry ENTRY =
      new FrameEntry("yard", "0a1b", 2, 2, new byte[] {1, 2, 3, -4});

  /** What version 1 wrote on its first day; every later build must read it. */
  private static final String GOLDEN = "01a1b205bc020200040079617264040030613162010203fc";

  @Test
  void readsWhatItWrote() throws Exception {
    assertThat(FrameEntry.read(ENTRY.toBytes(), "yard", "0a1b"))
        .usingRecursiveComparison()
        .isEqualTo(ENTRY);
  }

  @Test
  void readsTheBytesOfVersionOne() throws Exception {
    byte[] golden = HexFormat.of().parseHex(GOLDEN);
    assertThat(HexFormat.of().formatHex(ENTRY.toBytes())).isEqualTo(GOLDEN);
    assertThat(FrameEntry.read(golden, "yard", "0a1b")).usingRecursiveComparison().isEqualTo(ENTRY);
  }

  @Test
  void refusesAnEntryOfAnotherCamera() {
    assertThatThrownBy(() -> FrameEntry.read(ENTRY.toBytes(), "door", "0a1b"))
        .hasMessage("remembered frame is foreign-camera: expected door, found yard");
  }

  @Test
  void refusesAnEntryOfAnotherModel() {
    assertThatThrownBy(() -> FrameEntry.read(ENTRY.toBytes(), "yard", "ffff"))
        .hasMessage("remembered frame is foreign-model: expected ffff, found 0a1b");
  }

  @Test
  void noticesEveryFlippedBit() {
    byte[] bytes = ENTRY.toBytes();
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> FrameEntry.read(flipped, "yard", "0a1b"))
          .as("bit %d", bit)
          .isInstanceOf(UnreadableEntryException.class);
    }
  }

  @Test
  void noticesEveryTruncation() {
    byte[] bytes = ENTRY.toBytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> FrameEntry.read(cut, "yard", "0a1b"))
          .as("%d bytes", length)
          .isInstanceOf(UnreadableEntryException.class);
    }
  }
}
