package dev.vocostream.model.training;

import dev.vocostream.model.world.Colour;
import dev.vocostream.model.world.Place;
import dev.vocostream.model.world.Shape;
import dev.vocostream.model.world.Size;
import dev.vocostream.model.world.Story;
import dev.vocostream.model.world.Window;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * What can be told of a thing in a window: columns, one of each fact's.
 *
 * <pre>
 *   shape [5] | colour [8] | size [2] | first [10] | last [10] | came [8] | went [8] | way [6] | colour before [8]
 * </pre>
 */
final class StoryFacts {

  /** One thing to tell. */
  record Fact(int names, ToIntFunction<Story> of) {}

  static final List<Fact> ALL =
      List.of(
          new Fact(Shape.values().length, story -> story.latest().shape().ordinal()),
          new Fact(Colour.values().length, story -> story.latest().colour().ordinal()),
          new Fact(Size.values().length, story -> story.latest().size().ordinal()),
          new Fact(1 + Place.values().length, story -> place(story.first())),
          new Fact(1 + Place.values().length, story -> place(story.last())),
          new Fact(Window.MOST_FRAMES, Story::came),
          new Fact(Window.MOST_FRAMES, Story::went),
          new Fact(Story.MOTIONS, Story::motion),
          new Fact(Colour.values().length, story -> story.before().ordinal()));

  /** Columns of all. */
  static final int COUNT = ALL.stream().mapToInt(Fact::names).sum();

  private StoryFacts() {}

  private static int place(Place place) {
    return place == null ? 0 : 1 + place.ordinal();
  }
}
