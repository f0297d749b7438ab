package dev.vocostream.model.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds in every scene, tried on scenes of all splits. */
class SceneTest {
  private static final List<Scene> SCENES =
      Arrays.stream(Split.values())
          .flatMap(
              split ->
                  LongStream.range(0, 400).mapToObj(number -> new World(5).scene(split, number)))
          .toList();

  private static final List<Deed> DEEDS =
      SCENES.stream().flatMap(scene -> Deed.of(scene).stream()).toList();

  @Test
  void oneToFiveThingsAreWhollyInThePictureAtEveryWholeSecond() {
    forEachSecond(
        moment -> {
          assertThat(moment.seen()).hasSizeBetween(1, 5);
          for (Seen seen : moment.seen()) {
            assertThat(seen.x()).isBetween(seen.radius(), 1 - seen.radius());
            assertThat(seen.y()).isBetween(seen.radius(), 1 - seen.radius());
          }
        });
  }

  @Test
  void sizesAreFarApart() {
    forEachSecond(
        moment -> {
          for (Seen seen : moment.seen()) {
            boolean small = seen.size() == Size.SMALL;
            assertThat(seen.radius()).isBetween(small ? 0.075 : 0.13, small ? 0.09 : 0.155);
          }
        });
  }

  @Test
  void noTwoThingsHaveTheSameShapeAndColour() {
    forEachSecond(
        moment ->
            assertThat(moment.seen())
                .extracting(seen -> new Look(seen.shape(), seen.colour()))
                .doesNotHaveDuplicates());
  }

  @Test
  void boxesNeverTouchAlsoBetweenTheSeconds() {
    for (Scene scene : SCENES) {
      for (int tenth = 0; tenth <= 80; tenth++) {
        assertApart(scene.moment(tenth / 10.0).seen());
      }
    }
  }

  private static void assertApart(List<Seen> seen) {
    for (int i = 0; i < seen.size(); i++) {
      for (Seen other : seen.subList(i + 1, seen.size())) {
        double across = Math.abs(seen.get(i).x() - other.x());
        double down = Math.abs(seen.get(i).y() - other.y());
        assertThat(Math.max(across, down)).isGreaterThan(seen.get(i).radius() + other.radius());
      }
    }
  }

  @Test
  void whatRestsIsWellInsideItsNinth() {
    for (Scene scene : SCENES) {
      for (int second = 0; second < 8; second++) {
        List<Seen> next = scene.moment(second + 1).seen();
        scene.moment(second).seen().stream().filter(next::contains).forEach(this::assertInside);
      }
    }
  }

  private void assertInside(Seen resting) {
    for (double line : new double[] {1 / 3.0, 2 / 3.0}) {
      assertThat(Math.abs(resting.x() - line)).isGreaterThan(0.04);
      assertThat(Math.abs(resting.y() - line)).isGreaterThan(0.04);
    }
  }

  @Test
  void whatMovesReachesAnotherNinthOnOneAxis() {
    for (Scene scene : SCENES) {
      for (Deed deed : Deed.of(scene)) {
        int axis = Math.abs(deed.action().right) - Math.abs(deed.action().down);
        if (axis != 0) {
          Seen before = Deed.find(scene, deed.thing(), 0);
          Seen after = Deed.find(scene, deed.thing(), 7);
          double across = Math.abs(before.x() - after.x());
          double down = Math.abs(before.y() - after.y());
          assertThat(axis * (across - down)).isGreaterThanOrEqualTo(0.25);
          assertThat(Math.min(across, down)).isZero();
          assertThat(after.place()).isNotEqualTo(before.place());
        }
      }
    }
  }

  @Test
  void whereAThingIsAtTheEndDoesNotTellWhichWayItMoved() {
    Map<Place, Map<Action, Integer>> ways = new EnumMap<>(Place.class);
    for (Scene scene : SCENES) {
      for (Deed deed : Deed.of(scene)) {
        if (deed.action().moves()) {
          Place end = Deed.find(scene, deed.thing(), 7).place();
          ways.computeIfAbsent(end, place -> new EnumMap<>(Action.class))
              .merge(deed.action(), 1, Integer::sum);
        }
      }
    }
    double guessed = ways.values().stream().mapToInt(way -> Collections.max(way.values())).sum();
    double moved =
        ways.values().stream().flatMap(way -> way.values().stream()).mapToInt(n -> n).sum();
    assertThat(guessed / moved).isLessThan(0.5);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STAND")
  void everyActionIsCommonAndShowsBetweenTheSecondAndTheSeventhPicture(Action action) {
    List<Deed> done = DEEDS.stream().filter(deed -> deed.action() == action).toList();
    assertThat(done).hasSizeGreaterThan(DEEDS.size() / 20);
    assertThat(done).extracting(Deed::second).allMatch(second -> second >= 2 && second <= 6);
  }

  @Test
  void theNumberOfAThingDoesNotTellWhetherItActs() {
    List<Deed> ofThree =
        SCENES.stream()
            .filter(scene -> scene.moment(0).seen().size() == 3)
            .flatMap(scene -> Deed.of(scene).stream())
            .filter(deed -> deed.action() == Action.CHANGE_COLOUR || deed.action().moves())
            .toList();
    for (int thing = 0; thing < 3; thing++) {
      int number = thing;
      double done = ofThree.stream().filter(deed -> deed.thing() == number).count();
      assertThat(done / ofThree.size()).isEqualTo(0.3, within(0.1));
    }
  }

  @Test
  void whatHidesComesBackToItsPlace() {
    for (Scene scene : SCENES) {
      for (Deed deed : Deed.of(scene)) {
        if (deed.action() == Action.HIDE) {
          assertThat(Deed.find(scene, deed.thing(), 7))
              .isNotNull()
              .isEqualTo(Deed.find(scene, deed.thing(), 0));
        }
      }
    }
  }

  @Test
  void whatEntersComesThroughAnEdgeAndIsSeenOnceHalfOfItIs() {
    Scene scene =
        SCENES.stream()
            .filter(one -> Deed.of(one).stream().anyMatch(deed -> deed.action() == Action.ENTER))
            .findFirst()
            .orElseThrow();
    Deed entry =
        Deed.of(scene).stream().filter(deed -> deed.action() == Action.ENTER).findFirst().get();
    double first = entry.second() - 1;
    while (scene.moment(first).seen().stream().noneMatch(one -> one.thing() == entry.thing())) {
      first += 0.001;
    }
    Seen seen =
        scene.moment(first).seen().stream()
            .filter(one -> one.thing() == entry.thing())
            .findFirst()
            .get();
    double edge = Math.min(Math.min(seen.x(), 1 - seen.x()), Math.min(seen.y(), 1 - seen.y()));
    assertThat(edge).isBetween(0.0, 0.01);
    assertThat(first).isStrictlyBetween(entry.second() - 0.8, entry.second() - 0.2);
  }

  @Test
  void aQuarterOfTheScenesIsStillAndInMostOthersOneThingHappensFirst() {
    List<int[]> seconds =
        SCENES.stream()
            .map(scene -> Deed.of(scene).stream().mapToInt(Deed::second).sorted().toArray())
            .toList();
    assertThat(seconds).allMatch(of -> of.length <= 3);
    double still = seconds.stream().filter(of -> of.length == 0).count();
    assertThat(still / SCENES.size()).isEqualTo(0.25, within(0.05));
    List<int[]> several = seconds.stream().filter(of -> of.length > 1).toList();
    assertThat(several).hasSizeGreaterThan(SCENES.size() * 2 / 5);
    double ordered = several.stream().filter(of -> of[0] < of[1]).count();
    assertThat(ordered / several.size()).isGreaterThan(0.85);
  }

  private static void forEachSecond(Consumer<Moment> check) {
    for (Scene scene : SCENES) {
      for (int second = 0; second <= 8; second++) {
        check.accept(scene.moment(second));
      }
    }
  }
}
