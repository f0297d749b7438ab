package dev.vocostream.model.training;

import dev.vocostream.model.world.Colour;
import dev.vocostream.model.world.Place;
import dev.vocostream.model.world.Shape;
import dev.vocostream.model.world.Size;
import dev.vocostream.model.world.Story;
import dev.vocostream.model.world.Window;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.ToIntFunction;

/**
 * What can be told of a thing in a window: columns, one of each fact's.
 *
 * <pre>
 *   shape [5] | colour [8] | size [2] | first [10] | last [10] | came [8] | went [8] | acted first [8] | moved first [8]
 *   way [6] | colour before [8]
 * </pre>
 */
final class StoryFacts {

  /**
   * One thing to tell.
   *
   * @param of which of the names, or {@link CrossEntropy#IGNORED} if it has none
   * @param unshown whether training has no thing like this one that goes by a name: {@link Unshown}
   */
  record Fact(int names, ToIntFunction<Story> of, BiPredicate<Story, Integer> unshown) {
    Fact(int names, ToIntFunction<Story> of) {
      this(names, of, (story, name) -> false);
    }
  }

  static final List<Fact> ALL =
      List.of(
          new Fact(
              Shape.values().length,
              story -> ordinal(story.latest().shape()),
              (story, name) -> Unshown.is(Shape.values()[name], story.latest().colour())),
          new Fact(
              Colour.values().length,
              story -> ordinal(story.latest().colour()),
              StoryFacts::isUnshownColour),
          new Fact(Size.values().length, story -> story.latest().size().ordinal()),
          new Fact(1 + Place.values().length, story -> place(story.first())),
          new Fact(1 + Place.values().length, story -> place(story.last())),
          new Fact(Window.MOST_FRAMES, Story::came),
          new Fact(Window.MOST_FRAMES, Story::went),
          new Fact(Window.MOST_FRAMES, Story::acted),
          new Fact(Window.MOST_FRAMES, Story::moved),
          new Fact(Story.MOTIONS, Story::motion),
          new Fact(
              Colour.values().length,
              story -> ordinal(story.before()),
              StoryFacts::isUnshownColour));

  /** Columns of all. */
  static final int COUNT = ALL.stream().mapToInt(Fact::names).sum();

  private StoryFacts() {}

  private static boolean isUnshownColour(Story story, int name) {
    return Unshown.is(story.latest().shape(), Colour.values()[name]);
  }

  private static int ordinal(Enum<?> name) {
    return name == null ? (int) CrossEntropy.IGNORED : name.ordinal();
  }

  private static int place(Place place) {
    return place == null ? 0 : 1 + place.ordinal();
  }
}
