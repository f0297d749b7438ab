package dev.vocostream.model.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.RgbImage;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The pictures show what is true, and nothing else that has a name. */
class PictureTest {
  private static final int SIDE = 480;

  private static final List<Scene> SCENES =
      LongStream.range(0, 300)
          .mapToObj(number -> new World(6).scene(Split.VALIDATION, number))
          .toList();

  @Test
  void theMiddleOfAThingHasItsColour() {
    for (Scene scene : SCENES) {
      for (int second = 0; second < 8; second += 3) {
        RgbImage picture = scene.picture(second);
        for (Seen seen : scene.moment(second).seen()) {
          int paint = mean(picture, (int) (seen.x() * 192), (int) (seen.y() * 192), 2);
          assertThat(Palette.nearest(paint)).isEqualTo(seen.colour());
          assertThat(Palette.distance(paint, Palette.rgb(seen.colour()))).isLessThan(65);
        }
      }
    }
  }

  @Test
  void theBackdropIsFarFromEveryColour() {
    Random random = new Random(7);
    for (Scene scene : SCENES) {
      RgbImage picture = scene.picture(1);
      for (int i = 0; i < 20; i++) {
        int x = 4 + random.nextInt(184);
        int y = 4 + random.nextInt(184);
        if (scene.moment(1).seen().stream().noneMatch(seen -> covers(seen, x, y))) {
          int paint = mean(picture, x, y, 3);
          for (Colour colour : Colour.values()) {
            assertThat(Palette.distance(paint, Palette.rgb(colour))).isGreaterThan(65);
          }
        }
      }
    }
  }

  private static boolean covers(Seen seen, int x, int y) {
    double around = (seen.radius() * 192) + 8;
    return Math.abs(seen.x() * 192 - x) < around && Math.abs(seen.y() * 192 - y) < around;
  }

  @Test
  void theBoxIsTightAroundTheThing() {
    for (int scene = 0; scene < 60; scene++) {
      Camera camera = new Camera(scene);
      BufferedImage wall = camera.take(List.of(), 0, SIDE);
      for (Thing thing : new Staging(Split.TRAIN, new Random(scene)).things()) {
        if (thing.isSeen(0)) {
          Seen seen = thing.seen(0);
          Rectangle painted = painted(wall, camera.take(List.of(thing), 0, SIDE));
          assertThat((double) Math.max(painted.width, painted.height))
              .isEqualTo(2 * seen.radius() * SIDE, within(2.5));
          assertThat(painted.getCenterX()).isEqualTo(seen.x() * SIDE, within(1.5));
          assertThat(painted.getCenterY()).isEqualTo(seen.y() * SIDE, within(1.5));
        }
      }
    }
  }

  /** The pixels that differ by more than a shade. */
  private static Rectangle painted(BufferedImage wall, BufferedImage picture) {
    Rectangle painted = new Rectangle(-1, -1);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        if (Palette.distance(wall.getRGB(x, y), picture.getRGB(x, y)) > 8) {
          painted.add(new Rectangle(x, y, 1, 1));
        }
      }
    }
    return painted;
  }

  @Test
  void aboutHalfOfTheScenesAreWornByCompression() {
    List<Double> wear = new ArrayList<>();
    for (Scene scene : SCENES) {
      RgbImage arrived = scene.picture(2);
      int[] drawn = scene.draw(2, 192).getRGB(0, 0, 192, 192, null, 0, 192);
      double squares = 0;
      for (int i = 0; i < drawn.length; i++) {
        int green = (drawn[i] >> 8 & 0xff) - (arrived.rgb()[3 * i + 1] & 0xff);
        squares += green * green;
      }
      wear.add(Math.sqrt(squares / drawn.length));
    }
    double worn = wear.stream().filter(error -> error > 0).count();
    assertThat(worn / SCENES.size()).isEqualTo(0.5, within(0.1));
    assertThat(wear).allMatch(error -> error < 12).anyMatch(error -> error > 4);
  }

  @Test
  void aSecondAlwaysHasTheSameNoiseAndAnotherHasOther() {
    Scene scene = SCENES.get(0);
    assertThat(scene.picture(4).rgb()).isEqualTo(scene.picture(4).rgb());
    assertThat(Arrays.equals(scene.picture(0).rgb(), scene.picture(0.1).rgb())).isFalse();
  }

  @Test
  void everySizeOfPictureShowsTheSame() {
    Scene scene = SCENES.get(1);
    for (int side : new int[] {96, 384}) {
      BufferedImage picture = scene.draw(3, side);
      assertThat(picture.getWidth()).isEqualTo(side);
      for (Seen seen : scene.moment(3).seen()) {
        int paint = picture.getRGB((int) (seen.x() * side), (int) (seen.y() * side));
        assertThat(Palette.nearest(paint)).isEqualTo(seen.colour());
      }
    }
  }

  /** Of the square of {@code around} pixels on each side of a point. */
  private static int mean(RgbImage picture, int x, int y, int around) {
    int[] sums = new int[3];
    int side = 2 * around + 1;
    for (int i = 0; i < side * side; i++) {
      int at = 3 * ((y - around + i / side) * picture.width() + x - around + i % side);
      for (int channel = 0; channel < 3; channel++) {
        sums[channel] += picture.rgb()[at + channel] & 0xff;
      }
    }
    int count = side * side;
    return sums[0] / count << 16 | sums[1] / count << 8 | sums[2] / count;
  }
}
