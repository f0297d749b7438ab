package dev.vocostream.model.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
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

  @ParameterizedTest
  @EnumSource(Shape.class)
  void isFilledInTheMiddle(Shape shape) {
    assertThat(Outline.of(shape, 0.2).contains(-0.2, -0.2, 0.4, 0.4)).isTrue();
  }
}
