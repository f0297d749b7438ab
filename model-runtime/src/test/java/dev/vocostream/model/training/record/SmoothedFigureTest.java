package dev.vocostream.model.training.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SmoothedFigureTest {

  @Test
  void isTheMeanAtFirst() {
    SmoothedFigure loss = new SmoothedFigure();

    assertThat(loss.add(Double.NaN)).isNaN();
    assertThat(loss.add(4)).isEqualTo(4);
    assertThat(loss.add(2)).isEqualTo(3);
    assertThat(loss.add(Double.POSITIVE_INFINITY)).isEqualTo(3);
    assertThat(loss.add(0)).isEqualTo(2);
  }

  @Test
  void followsALaterChangeWithinAHundredValues() {
    SmoothedFigure loss = new SmoothedFigure();
    for (int i = 0; i < 10_000; i++) {
      loss.add(1);
    }

    double after = 0;
    for (int i = 0; i < 100; i++) {
      after = loss.add(0);
    }

    assertThat(after).isEqualTo(Math.pow(0.98, 100), within(1e-9));
  }
}
