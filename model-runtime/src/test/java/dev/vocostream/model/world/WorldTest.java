package dev.vocostream.model.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorldTest {
  private static final int SCENES = 1500;

  private final World world = new World(World.TRAINING_SEED);

  @Test
  void aNumberIsTheSameSceneInAnyOrder() {
    List<Scene> upwards = scenes(Split.TRAIN, 20).toList();
    World again = new World(World.TRAINING_SEED);
    for (int number = 19; number >= 0; number--) {
      Scene scene = again.scene(Split.TRAIN, number);
      assertThat(moments(scene)).isEqualTo(moments(upwards.get(number)));
      assertThat(scene.picture(3).rgb()).isEqualTo(upwards.get(number).picture(3).rgb());
    }
  }

  @Test
  void anotherNumberSplitOrSeedIsAnotherScene() {
    assertThat(
            Stream.of(
                    world.scene(Split.TRAIN, 0),
                    world.scene(Split.TRAIN, 1),
                    world.scene(Split.VALIDATION, 0),
                    world.scene(Split.HELD_OUT, 0),
                    new World(2).scene(Split.TRAIN, 0))
                .map(WorldTest::moments))
        .doesNotHaveDuplicates();
  }

  @Test
  void trainingHasNoneOfTheLooksOfOtherSplitsButEveryShapeAndColour() {
    Set<Look> looks = looks(Split.TRAIN);
    assertThat(looks)
        .hasSize(40 - 6)
        .doesNotContainAnyElementsOf(Combinations.own(Split.VALIDATION))
        .doesNotContainAnyElementsOf(Combinations.own(Split.HELD_OUT));
    assertThat(looks).extracting(Look::shape).contains(Shape.values());
    assertThat(looks).extracting(Look::colour).contains(Colour.values());
  }

  @ParameterizedTest
  @EnumSource(names = {"VALIDATION", "HELD_OUT"})
  void otherSplitsHaveLooksOfTheirOwnInAboutHalfOfTheirScenes(Split split) {
    List<Look> own = Combinations.own(split);
    Split other = split == Split.VALIDATION ? Split.HELD_OUT : Split.VALIDATION;
    assertThat(looks(split))
        .hasSize(40 - 3)
        .containsAll(own)
        .doesNotContainAnyElementsOf(Combinations.own(other));
    long showing =
        scenes(split, SCENES).filter(scene -> looks(scene).anyMatch(own::contains)).count();
    assertThat((double) showing / SCENES).isEqualTo(0.5, within(0.05));
  }

  @Test
  void everyNumberOfThingsIsAboutAsCommon() {
    int[] counts = new int[6];
    scenes(Split.TRAIN, SCENES)
        .flatMap(scene -> moments(scene).stream())
        .forEach(moment -> counts[moment.seen().size()]++);
    assertThat(counts[0]).isZero();
    for (int things = 1; things <= 5; things++) {
      assertThat(counts[things] / (8.0 * SCENES)).isEqualTo(0.2, within(0.03));
    }
  }

  @Test
  void everyShapeColourSizeAndPlaceIsCommon() {
    List<Seen> seen =
        scenes(Split.TRAIN, SCENES).flatMap(scene -> scene.moment(7).seen().stream()).toList();
    for (Shape shape : Shape.values()) {
      assertShare(seen.stream().filter(one -> one.shape() == shape), seen, 0.2);
    }
    for (Colour colour : Colour.values()) {
      assertShare(seen.stream().filter(one -> one.colour() == colour), seen, 0.125);
    }
    for (Place place : Place.values()) {
      assertShare(seen.stream().filter(one -> one.place() == place), seen, 1 / 9.0);
    }
    assertShare(seen.stream().filter(one -> one.size() == Size.LARGE), seen, 0.5);
  }

  private static void assertShare(Stream<Seen> some, List<Seen> all, double expected) {
    assertThat((double) some.count() / all.size()).isEqualTo(expected, within(0.3 * expected));
  }

  @Test
  void hasNoScenesBelowZero() {
    assertThatThrownBy(() -> world.scene(Split.TRAIN, -1))
        .hasMessage("scenes are numbered from 0, asked for -1");
  }

  private Stream<Scene> scenes(Split split, int count) {
    return LongStream.range(0, count).mapToObj(number -> world.scene(split, number));
  }

  private Set<Look> looks(Split split) {
    Set<Look> looks = new HashSet<>();
    scenes(split, SCENES).flatMap(WorldTest::looks).forEach(looks::add);
    return looks;
  }

  private static Stream<Look> looks(Scene scene) {
    return moments(scene).stream()
        .flatMap(moment -> moment.seen().stream())
        .map(seen -> new Look(seen.shape(), seen.colour()));
  }

  private static List<Moment> moments(Scene scene) {
    return IntStream.range(0, 8).mapToObj(scene::moment).toList();
  }
}
