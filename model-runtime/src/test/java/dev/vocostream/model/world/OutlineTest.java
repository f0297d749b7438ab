package dev.vocostream.model.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutlineTest {
  @ParameterizedTest
  @EnumSource(Shape.class)
  void fillsItsBoxHoweverItIsTurned(Shape shape) {
    for (int degrees = -12; degrees <= 12; degrees += 3) {
      Rectangle2D box = Outline.of(shape, Math.toRadians(degrees)).getBounds2D();
      assertThat(Math.max(box.getWidth(), box.getHeight())).isEqualTo(2, within(1e-6));
      assertThat(Math.min(box.getWidth(), box.getHeight())).isGreaterThan(1.8);
      assertThat(box.getCenterX()).isEqualTo(0, within(1e-6));
      assertThat(box.getCenterY()).isEqualTo(0, within(1e-6));
    }
  }

  @Test
  void oneWithoutANameFillsItsBoxInOneDirection() {
    Random random = new Random(4);
    for (int i = 0; i < 200; i++) {
      java.awt.Shape nameless = Outline.nameless(random);
      Rectangle2D box = nameless.getBounds2D();
      assertThat(Math.max(box.getWidth(), box.getHeight())).isEqualTo(2, within(1e-6));
      assertThat(Math.min(box.getWidth(), box.getHeight())).isGreaterThan(0.9);
      assertThat(box.getCenterX()).isEqualTo(0, within(1e-6));
      assertThat(box.getCenterY()).isEqualTo(0, within(1e-6));
      double roundness = area(nameless) / Math.PI;
      assertThat(roundness).as("part of a circle that it fills").isBetween(0.2, 0.9);
    }
  }

  private static double area(java.awt.Shape shape) {
    int inside = 0;
    for (int y = 0; y < 100; y++) {
      for (int x = 0; x < 100; x++) {
        inside += shape.contains(x / 50.0 - 0.99, y / 50.0 - 0.99) ? 1 : 0;
      }
    }
    return inside / 2500.0;
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void isFilledInTheMiddle(Shape shape) {
    assertThat(Outline.of(shape, 0.2).contains(-0.2, -0.2, 0.4, 0.4)).isTrue();
  }
}
