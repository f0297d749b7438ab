package dev.vocostream.model.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StoryTest {
  @Test
  void tellsWhatCameAndWhichWayItWent() {
    List<Story> stories =
        Story.of(
            List.of(
                new Moment(0, List.of()),
                new Moment(1, List.of(circle(0, Colour.RED, 0.1, 0.5))),
                new Moment(2, List.of(circle(0, Colour.RED, 0.5, 0.5))),
                new Moment(3, List.of(circle(0, Colour.RED, 0.9, 0.5)))));

    Story story = stories.get(0);
    assertThat(story.first()).isNull();
    assertThat(story.last()).isEqualTo(Place.RIGHT);
    assertThat(story.came()).isEqualTo(3); // between the moments 3 and 2 before the newest
    assertThat(story.went()).isZero();
    assertThat(story.acted()).isEqualTo(3);
    assertThat(story.moved()).isEqualTo(2);
    assertThat(story.motion()).isEqualTo(1 + Way.RIGHT.ordinal());
  }

  @Test
  void tellsWhatWentAndWhatColourItHad() {
    List<Story> stories =
        Story.of(
            List.of(
                new Moment(0, List.of(circle(0, Colour.RED, 0.5, 0.5))),
                new Moment(1, List.of(circle(0, Colour.BLUE, 0.5, 0.5))),
                new Moment(2, List.of())));

    Story story = stories.get(0);
    assertThat(story.latest().colour()).isEqualTo(Colour.BLUE);
    assertThat(story.before()).isEqualTo(Colour.RED);
    assertThat(story.first()).isEqualTo(Place.CENTRE);
    assertThat(story.last()).isNull();
    assertThat(story.went()).isEqualTo(1);
    assertThat(story.acted()).isEqualTo(2);
    assertThat(story.moved()).isZero();
    assertThat(story.motion()).isZero();
  }

  @Test
  void twoWaysAreNeitherOfThem() {
    List<Story> stories =
        Story.of(
            List.of(
                new Moment(0, List.of(circle(0, Colour.RED, 0.2, 0.2))),
                new Moment(1, List.of(circle(0, Colour.RED, 0.5, 0.2))),
                new Moment(2, List.of(circle(0, Colour.RED, 0.5, 0.6)))));

    assertThat(stories.get(0).motion()).isEqualTo(Story.MOTIONS - 1);
  }

  private static Seen circle(int thing, Colour colour, double x, double y) {
    return new Seen(thing, Shape.CIRCLE, colour, Size.LARGE, x, y, 0.1);
  }
}
