package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.decode.child.Interruption;
import dev.vocostream.operators.decode.child.VideoDecoder;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DemoSceneTest {
  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource(DemoScene.class)
  void isAClipOfTwelveSeconds(DemoScene scene) throws Exception {
    Path clip = dir.resolve("scene.mp4");
    scene.write(clip);
    try (VideoDecoder video = VideoDecoder.open(clip, 320, new Interruption())) {
      int frames = 0;
      while (video.next()) {
        frames++;
      }
      assertThat(frames).isEqualTo(DemoScene.FRAMES);
      assertThat(video.playedMicros()).isEqualTo(12_000_000);
    }
  }

  @Test
  void aRedCircleCrossesTheYardFromLeftToRightPastABlueSquare() {
    List<Integer> middles = new ArrayList<>();
    for (int frame = 0; frame < DemoScene.FRAMES; frame++) {
      BufferedImage picture = DemoScene.YARD.picture(frame);
      assertThat(picture.getRGB(260, 190) & 0xffffff).isEqualTo(0x2850dc);
      middleOf(picture, 0xdc2828).ifPresent(middles::add);
    }
    assertThat(middles).hasSizeGreaterThan(60).isSorted();
    assertThat(middles.get(0)).isLessThan(20);
    assertThat(middles.get(middles.size() - 1)).isGreaterThan(300);
  }

  @Test
  void aGreenTriangleComesToTheDoorAndLeaves() {
    assertThat(middleOf(DemoScene.DOOR.picture(10), 0x28b43c)).isEmpty();
    assertThat(middleOf(DemoScene.DOOR.picture(60), 0x28b43c).orElseThrow()).isBetween(148, 152);
    assertThat(middleOf(DemoScene.DOOR.picture(110), 0x28b43c)).isEmpty();
  }

  @Test
  void repeatsAfterItsLastPicture() {
    assertThat(DemoScene.YARD.picture(30).getRGB(0, 0, 320, 240, null, 0, 320))
        .isEqualTo(DemoScene.YARD.picture(150).getRGB(0, 0, 320, 240, null, 0, 320));
  }

  @Test
  void refusesAnEndingItCannotWrite() {
    assertThatThrownBy(() -> DemoScene.YARD.write(dir.resolve("scene.gif")))
        .hasMessageContaining("no such kind of clip, expected one of .mp4, .mkv, .webm");
  }

  /** The mean x of the pixels of a colour. */
  private static Optional<Integer> middleOf(BufferedImage picture, int colour) {
    long sum = 0;
    int count = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        if ((picture.getRGB(x, y) & 0xffffff) == colour) {
          sum += x;
          count++;
        }
      }
    }
    return count == 0 ? Optional.empty() : Optional.of((int) (sum / count));
  }
}
