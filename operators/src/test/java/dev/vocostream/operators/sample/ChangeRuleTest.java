package dev.vocostream.operators.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.RgbImage;
import dev.vocostream.model.world.Moment;
import dev.vocostream.model.world.Scene;
import dev.vocostream.model.world.Seen;
import dev.vocostream.model.world.Split;
import dev.vocostream.model.world.World;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** On scenes with noise, a light that changes, and for half of them the wear of JPEG. */
class ChangeRuleTest {
  private static final int SCENES = 12;
  private static final int SCENE_SECONDS = 8;
  private static final int PER_SECOND = 5;

  /** A thing that moved by less than a cell of the thumbnail is where it was. */
  private static final double STAYED = 1.0 / Thumbnail.SIDE;

  private final ChangeRule rule = new ChangeRule(Duration.ofSeconds(10));

  @Test
  void aSceneInWhichNothingHappensCostsATenthAtOneFrameASecond() {
    World world = world();
    int kept = 0;
    int seen = 0;
    for (int number = 0; number < SCENES; number++) {
      Scene scene = world.scene(Split.HELD_OUT, number);
      Keeper keeper = new Keeper();
      for (int second = 0; second < 40; second++) {
        keeper.see(scene, SCENE_SECONDS + second); // all that happens has happened
      }
      kept += keeper.kept;
      seen += 40;
    }
    System.out.printf("still scenes: kept %d of %d frames%n", kept, seen);
    assertThat(kept * 10).isLessThanOrEqualTo(seen);
  }

  @Test
  void whatTheLastKeptFrameShowsIsTrueAtEverySecond() {
    World world = world();
    int kept = 0;
    for (int number = 0; number < SCENES; number++) {
      Scene scene = world.scene(Split.HELD_OUT, number);
      Keeper keeper = new Keeper();
      for (int frame = 0; frame <= SCENE_SECONDS * PER_SECOND; frame++) {
        keeper.see(scene, (double) frame / PER_SECOND);
        if (frame % PER_SECOND == 0) {
          assertSame(scene.moment(keeper.at), scene.moment((double) frame / PER_SECOND), number);
        }
      }
      kept += keeper.kept;
    }
    System.out.printf("moving scenes: kept %d of %d frames%n", kept, SCENES * 41);
  }

  @Test
  void aSmallThingThatEntersMovesOrChangesItsColourCounts() {
    Thumbnail empty = picture(-1, 0, 0);
    assertThat(rule.isUnchanged(empty, picture(100, 100, 0xd02020), 1)).isFalse();
    assertThat(rule.isUnchanged(picture(100, 100, 0xd02020), empty, 1)).isFalse();
    assertThat(rule.isUnchanged(picture(100, 100, 0xd02020), picture(120, 100, 0xd02020), 1))
        .isFalse();
    assertThat(rule.isUnchanged(picture(100, 100, 0xd02020), picture(100, 100, 0x2020d0), 1))
        .isFalse();
  }

  @Test
  void lightThatDriftsDoesNotCountAndALampThatGoesOutDoes() {
    for (double gain = 0.85; gain < 1.16; gain += 0.05) {
      assertThat(rule.isUnchanged(lit(1), lit(gain), 1)).as("light x %.2f", gain).isTrue();
    }
    assertThat(rule.isUnchanged(lit(1), lit(0.3), 1)).isFalse();
    assertThat(rule.isUnchanged(lit(0), lit(1), 1)).isFalse();
    assertThat(rule.isUnchanged(lit(0), lit(0), 1)).isTrue();
  }

  @Test
  void afterTheKeepAliveAnythingIsKept() {
    assertThat(rule.isUnchanged(lit(1), lit(1), 9_999)).isTrue();
    assertThat(rule.isUnchanged(lit(1), lit(1), 10_000)).isFalse();
  }

  @Test
  void aPictureIsItselfWhateverItsSizeAndNeverFails() {
    long seed = ThreadLocalRandom.current().nextLong();
    System.out.println("random pictures: seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      int width = 1 + random.nextInt(80);
      int height = 1 + random.nextInt(80);
      byte[] rgb = new byte[width * height * 3];
      random.nextBytes(rgb);
      Thumbnail thumbnail = Thumbnail.of(width, height, rgb);
      assertThat(ChangeRule.isSameScene(thumbnail, thumbnail)).isTrue();
      assertThat(Thumbnail.ofBytes(thumbnail.toBytes())).isEqualTo(thumbnail);
    }
  }

  @Test
  void refusesAKeepAliveOfNothing() {
    assertThatThrownBy(() -> new ChangeRule(Duration.ZERO))
        .hasMessage("sample.keep-alive must be positive, was PT0S");
  }

  private static World world() {
    long seed = ThreadLocalRandom.current().nextLong();
    System.out.println("world: seed " + seed);
    return new World(seed);
  }

  /** The same things in the same colours, where they were. */
  private static void assertSame(Moment kept, Moment now, int number) {
    assertThat(kept.seen())
        .as("scene %d at %.1f s as of %.1f s", number, now.second(), kept.second())
        .extracting(Seen::thing, Seen::colour)
        .isEqualTo(now.seen().stream().map(s -> tuple(s.thing(), s.colour())).toList());
    for (int i = 0; i < kept.seen().size(); i++) {
      Seen before = kept.seen().get(i);
      Seen after = now.seen().get(i);
      assertThat(Math.hypot(before.x() - after.x(), before.y() - after.y()))
          .as("scene %d: thing %d moved by %.1f s", number, after.thing(), now.second())
          .isLessThan(STAYED);
    }
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.groups.Tuple.tuple(values);
  }

  /** A grey wall of 336 x 336 with a square of 16 x 16 on it; none at -1. */
  private static Thumbnail picture(int x, int y, int colour) {
    int side = 336;
    byte[] rgb = new byte[side * side * 3];
    Arrays.fill(rgb, (byte) 110);
    for (int i = 0; x >= 0 && i < 16 * 16; i++) {
      int at = 3 * ((y + i / 16) * side + x + i % 16);
      rgb[at] = (byte) (colour >> 16);
      rgb[at + 1] = (byte) (colour >> 8);
      rgb[at + 2] = (byte) colour;
    }
    return Thumbnail.of(side, side, rgb);
  }

  /** A wall in stripes of many tones. */
  private static Thumbnail lit(double gain) {
    byte[] rgb = new byte[64 * 64 * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) Math.min(255, (40 + i / 3 % 64 * 2) * gain);
    }
    return Thumbnail.of(64, 64, rgb);
  }

  /** A sampler without Flink. */
  private final class Keeper {
    private Thumbnail last;
    private double at;
    private int kept;

    void see(Scene scene, double second) {
      RgbImage image = scene.picture(second);
      Thumbnail seen = Thumbnail.of(image.width(), image.height(), image.rgb());
      long since = Math.round((second - at) * 1_000);
      if (last == null || !rule.isUnchanged(last, seen, since)) {
        last = seen;
        at = second;
        kept++;
      }
    }
  }
}
