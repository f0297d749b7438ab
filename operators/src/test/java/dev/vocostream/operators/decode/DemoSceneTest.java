package dev.vocostream.operators.decode;

import static dev.vocostream.model.world.Colour.RED;
import static dev.vocostream.model.world.Colour.YELLOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.world.Colour;
import dev.vocostream.model.world.Moment;
import dev.vocostream.model.world.Place;
import dev.vocostream.model.world.Seen;
import dev.vocostream.model.world.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DemoSceneTest {
  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource(DemoScene.class)
  void theClipShowsAtEverySecondWhatIsTrue(DemoScene scene) throws Exception {
    Path clip = dir.resolve("scene.mp4");
    scene.write(clip);
    DecodedSeconds decoded = DecodedSeconds.of(clip);
    assertThat(decoded.pictures()).hasSize(DemoScene.SECONDS);
    List<Seen> ever =
        IntStream.range(0, DemoScene.SECONDS)
            .mapToObj(second -> scene.moment(second).seen())
            .flatMap(List::stream)
            .toList();
    for (int second = 0; second < DemoScene.SECONDS; second++) {
      decoded.assertShow(second, scene.moment(second), ever);
    }
  }

  @Test
  void aYellowCircleCrossesTheYardBeforeARedOneLeaves() {
    assertThat(place(DemoScene.YARD.moment(0), YELLOW, Shape.CIRCLE)).isEqualTo(Place.BOTTOM_LEFT);
    assertThat(place(DemoScene.YARD.moment(8), YELLOW, Shape.CIRCLE)).isEqualTo(Place.BOTTOM_RIGHT);
    assertThat(place(DemoScene.YARD.moment(4), RED, Shape.CIRCLE)).isEqualTo(Place.RIGHT);
    assertThat(place(DemoScene.YARD.moment(5), RED, Shape.CIRCLE)).isNull();
  }

  @Test
  void aRedTriangleComesToTheDoorAndLeaves() {
    assertThat(place(DemoScene.DOOR.moment(4), RED, Shape.TRIANGLE)).isNull();
    assertThat(place(DemoScene.DOOR.moment(5), RED, Shape.TRIANGLE)).isEqualTo(Place.BOTTOM);
    assertThat(place(DemoScene.DOOR.moment(11), RED, Shape.TRIANGLE)).isEqualTo(Place.BOTTOM);
    assertThat(place(DemoScene.DOOR.moment(12), RED, Shape.TRIANGLE)).isNull();
  }

  @ParameterizedTest
  @EnumSource(DemoScene.class)
  void repeatsWithoutAJump(DemoScene scene) {
    assertThat(scene.moment(15.9).seen()).isEqualTo(scene.moment(16).seen());
    for (double second = 0; second < DemoScene.SECONDS; second += 0.5) {
      assertThat(scene.moment(second + 48).seen()).isEqualTo(scene.moment(second).seen());
      assertThat(scene.moment(second + 48).second()).isEqualTo(second + 48);
    }
  }

  /** Null if it is not seen. */
  private static Place place(Moment moment, Colour colour, Shape shape) {
    return moment.seen().stream()
        .filter(seen -> seen.colour() == colour && seen.shape() == shape)
        .map(Seen::place)
        .findFirst()
        .orElse(null);
  }
}
