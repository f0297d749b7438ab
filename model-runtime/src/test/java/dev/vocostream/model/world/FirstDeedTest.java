package dev.vocostream.model.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FirstDeedTest {
  private static final Seen STAYS = circle(0, Colour.GREEN, 0.1);

  @Test
  void tellsWhoWasBeforeAllOthers() {
    List<Moment> window =
        List.of(
            new Moment(0, List.of(STAYS, circle(1, Colour.RED, 0.3))),
            new Moment(1, List.of(STAYS, circle(1, Colour.RED, 0.5))),
            new Moment(2, List.of(STAYS, circle(1, Colour.RED, 0.7), circle(2, Colour.BLACK, 0.9))),
            new Moment(3, List.of(STAYS, circle(2, Colour.BLACK, 0.4))));

    assertThat(FirstDeed.ACTED.first(window)).hasValue(circle(1, Colour.RED, 0.7));
    assertThat(FirstDeed.MOVED.first(window)).hasValue(circle(1, Colour.RED, 0.7));
    assertThat(FirstDeed.CAME.first(window)).hasValue(circle(2, Colour.BLACK, 0.4));
    assertThat(FirstDeed.WENT.first(window)).hasValue(circle(1, Colour.RED, 0.7));
  }

  @Test
  void tellsNobodyWhereSeveralWereOrNone() {
    List<Moment> window =
        List.of(
            new Moment(0, List.of(STAYS)),
            new Moment(
                1, List.of(STAYS, circle(1, Colour.RED, 0.3), circle(2, Colour.BLACK, 0.9))));

    assertThat(FirstDeed.CAME.first(window)).isEmpty();
    assertThat(FirstDeed.WENT.first(window)).isEmpty();
  }

  @Test
  void whatHadSeveralColoursHasNone() {
    List<Moment> window =
        List.of(
            new Moment(0, List.of(circle(0, Colour.GREEN, 0.1))), new Moment(1, List.of(STAYS)));
    assertThat(FirstDeed.ACTED.first(window)).isEmpty();

    List<Moment> changing =
        List.of(new Moment(0, List.of(circle(0, Colour.RED, 0.1))), new Moment(1, List.of(STAYS)));
    assertThat(FirstDeed.ACTED.first(changing)).hasValue(STAYS.colourless());
  }

  private static Seen circle(int thing, Colour colour, double x) {
    return new Seen(thing, Shape.CIRCLE, colour, Size.LARGE, x, 0.5, 0.1);
  }
}
