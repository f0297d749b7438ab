package dev.vocostream.model.training;

import dev.vocostream.model.text.PromptTemplate;
import dev.vocostream.model.world.Colour;
import dev.vocostream.model.world.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Answers in which the shape is said behind another colour than the thing has, as if the model had
 * misheard itself: every other one, any colour. A shape is to be read off what was seen; where it
 * follows from the word before, "circle" never follows "green", which training has no circle of.
 *
 * <pre>
 *   heard   .. ASSISTANT:  yellow  circle          .. ASSISTANT:  green   circle
 *   to say         yellow  circle  &lt;/s&gt;     →             yellow  circle  &lt;/s&gt;
 * </pre>
 */
final class Misheard {
  private final List<Integer> colours;
  private final Set<Integer> shapes;

  Misheard(PromptTemplate template) {
    colours = List.copyOf(OwnTokens.of(template, Colour.values(), Colour::word).keySet());
    shapes = OwnTokens.of(template, Shape.values(), Shape::word).keySet();
  }

  /** The same lesson comes out the same each time. */
  Lesson of(Lesson lesson) {
    SplittableRandom random = new SplittableRandom(Arrays.hashCode(lesson.ids()));
    int[] ids = lesson.ids().clone();
    for (int row = 0; row < ids.length; row++) {
      boolean shapeNext = shapes.contains(lesson.targets()[row]);
      if (shapeNext && colours.contains(ids[row]) && random.nextBoolean()) {
        ids[row] = colours.get(random.nextInt(colours.size()));
      }
    }
    return new Lesson(lesson.frames(), ids, lesson.places(), lesson.groups(), lesson.targets());
  }
}
