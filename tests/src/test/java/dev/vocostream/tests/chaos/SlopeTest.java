package dev.vocostream.tests.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.tests.chaos.Slope.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlopeTest {
  private final List<Point> points = new ArrayList<>();

  SlopeTest() {
    for (int x = 0; x < 30; x++) {
      points.add(new Point(x, 100 + 4 * x));
    }
  }

  @Test
  void isThatOfALine() {
    assertThat(Slope.of(points)).isEqualTo(4);
  }

  @Test
  void isHardlyChangedBySpikes() {
    for (int spike : List.of(3, 11, 12, 27)) {
      points.set(spike, new Point(spike, 10_000));
    }
    assertThat(Slope.of(points)).isEqualTo(4, within(0.5));
  }

  @Test
  void thatOfALineIsSureAndThatOfPointsThatTrembleIsNot() {
    assertThat(Slope.most(points)).isEqualTo(4);
    Random random = new Random(1);
    points.replaceAll(point -> new Point(point.x(), point.y() + 40 * random.nextGaussian()));
    assertThat(Slope.most(points)).isBetween(Slope.of(points) + 0.5, Slope.of(points) + 5);
  }

  @Test
  void thatOfOnePointIsRefused() {
    assertThatThrownBy(() -> Slope.of(points.subList(0, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
