package dev.vocostream.model.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PaintTest {
  private final Random random = new Random(5);

  @Test
  void aShadeIsNoOtherColour() {
    Set<Integer> shades = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      Paint paint = Paint.draw(random);
      for (Colour colour : Colour.values()) {
        assertThat(Palette.nearest(paint.rgb(colour))).isEqualTo(colour);
        shades.add(paint.rgb(colour));
      }
    }
    assertThat(shades).hasSizeGreaterThan(2_000); // of 375 paints of eight, and those as they are
  }

  @Test
  void whatHasNoNameIsClearlyNoColour() {
    for (int i = 0; i < 500; i++) {
      Paint paint = Paint.nameless(random);
      for (Colour colour : Colour.values()) {
        double[] distances =
            Arrays.stream(Colour.values())
                .mapToDouble(other -> Palette.distance(paint.rgb(colour), Palette.rgb(other)))
                .sorted()
                .toArray();
        assertThat(distances[0]).isGreaterThanOrEqualTo(0.7 * distances[1]);
      }
    }
  }

  /** Whatever the light makes of it. */
  @Test
  void thingsComeInManyShadesThatLookLikeTheirColour() {
    Set<Integer> paints = new HashSet<>();
    int things = 0;
    int alike = 0;
    for (Scene drawn : scenes(Split.TRAIN)) {
      Scene scene = drawn.inShades();
      assertThat(scene.moment(1)).isEqualTo(drawn.moment(1));
      for (Seen seen : scene.moment(1).seen()) {
        int rgb = middle(scene, seen);
        paints.add(rgb >> 4 & 0x0f0f0f);
        things++;
        alike += Palette.nearest(rgb) == seen.colour() ? 1 : 0;
      }
    }
    assertThat(alike).isGreaterThan(things * 99 / 100);
    assertThat(paints).hasSizeGreaterThan(things / 4);
  }

  @Test
  void elsewhereColoursAreAsTheyAre() {
    for (Scene scene : scenes(Split.HELD_OUT)) {
      for (Seen seen : scene.moment(1).seen()) {
        assertThat(Palette.distance(middle(scene, seen), Palette.rgb(seen.colour())))
            .isLessThan(65);
      }
    }
  }

  private static List<Scene> scenes(Split split) {
    return LongStream.range(0, 200).mapToObj(number -> new World(6).scene(split, number)).toList();
  }

  private static int middle(Scene scene, Seen seen) {
    return scene.draw(1, 192).getRGB((int) (seen.x() * 192), (int) (seen.y() * 192)) & 0xffffff;
  }
}
