package dev.vocostream.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.RgbImage;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GreyPictureTest {
  private static final byte MOST = (byte) 255;

  @Test
  void isGreyAndKeepsWhatIsGreyAlready() {
    byte[] rgb = {MOST, MOST, MOST, 0, 0, 0, 40, 40, 40, MOST, 0, 0};

    byte[] grey = GreyPicture.of(new RgbImage(4, 1, rgb), new Random(1)).rgb();

    assertThat(grey).startsWith(MOST, MOST, MOST, 0, 0, 0, 40, 40, 40);
    assertThat(grey[9]).isEqualTo(grey[10]).isEqualTo(grey[11]);
  }

  @Test
  void redIsDarkOnSomeAndBrightOnOthers() {
    Random random = new Random(2);
    int bright = 0;
    for (int i = 0; i < 100; i++) {
      RgbImage red = new RgbImage(1, 1, new byte[] {MOST, 0, 0});
      bright += (GreyPicture.of(red, random).rgb()[0] & 255) > 128 ? 1 : 0;
    }
    assertThat(bright).isBetween(10, 60);
  }
}
