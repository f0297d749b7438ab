package dev.vocostream.model.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.world.Event.Deed;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTest {
  private static final Seen STAYS = circle(0, Colour.GREEN, 0.1);

  @Test
  void tellsOfEachMomentWhatIsOtherThanAMomentBefore() {
    List<List<Event>> events =
        Event.of(
            List.of(
                new Moment(0, List.of(STAYS)),
                new Moment(1, List.of(STAYS, circle(1, Colour.RED, 0.3))),
                new Moment(2, List.of(STAYS, circle(1, Colour.RED, 0.7))),
                new Moment(3, List.of(STAYS, circle(1, Colour.BLUE, 0.7))),
                new Moment(4, List.of(STAYS))));

    assertThat(events)
        .containsExactly(
            List.of(),
            List.of(new Event(circle(1, Colour.RED, 0.3), Deed.COMES)),
            List.of(new Event(circle(1, Colour.RED, 0.7), Deed.STEPS)),
            List.of(new Event(circle(1, Colour.BLUE, 0.7), Deed.CHANGES)),
            List.of(new Event(circle(1, Colour.BLUE, 0.7), Deed.GOES))); // as it was last seen
  }

  @Test
  void nothingHappensAtAMomentByItself() {
    assertThat(Event.of(List.of(new Moment(0, List.of(STAYS))))).containsExactly(List.of());
  }

  private static Seen circle(int thing, Colour colour, double x) {
    return new Seen(thing, Shape.CIRCLE, colour, Size.LARGE, x, 0.5, 0.1);
  }
}
