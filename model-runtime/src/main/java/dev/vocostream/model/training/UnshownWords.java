package dev.vocostream.model.training;

import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.text.PromptTemplate;
import dev.vocostream.model.world.Colour;
import dev.vocostream.model.world.Shape;
import dev.vocostream.model.world.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;

/**
 * {@link Unshown} for answers in words: where one names the shape of a red thing, "star" is left
 * out of what could have been said, and "red" where it names the colour of a star.
 *
 * <pre>
 *   .. ASSISTANT: blue square &lt;/s&gt;       the thing's colour: said before its shape
 *   .. ASSISTANT: square &lt;/s&gt;            or that of the thing that the question is about
 * </pre>
 */
final class UnshownWords {
  private final Map<Integer, Shape> shapes;
  private final Map<Integer, Colour> colours;

  /** A row of a lesson with something to say. */
  private record Saying(Lesson lesson, int row, List<Story> told) {
    int word() {
      return lesson.targets()[row];
    }

    /** What is said before or behind it in the same answer. */
    int neighbour(int distance) {
      int at = row + distance;
      boolean there = at >= 0 && at < lesson.length();
      return there && lesson.groups()[at] == lesson.groups()[row]
          ? lesson.targets()[at]
          : Lesson.NONE;
    }
  }

  UnshownWords(PromptTemplate template) {
    shapes = OwnTokens.of(template, Shape.values(), Shape::word);
    colours = OwnTokens.of(template, Colour.values(), Colour::word);
  }

  /**
   * The other words.
   *
   * @param said logits of the rows that have something to say [N, vocab]
   * @param told what became of what each question is about, of all lessons' questions in order
   */
  Tensor without(LessonBatch lessons, List<List<Story>> told, Backend backend, Tensor said) {
    List<Saying> all = sayings(lessons, told);
    return Unshown.without((row, word) -> isLeftOut(all.get(row), word), backend, said);
  }

  private static List<Saying> sayings(LessonBatch lessons, List<List<Story>> told) {
    List<Saying> all = new ArrayList<>();
    int before = 0;
    for (Lesson lesson : lessons.lessons()) {
      int asked = 0;
      for (int row = 0; row < lesson.length(); row++) {
        asked = Math.max(asked, lesson.groups()[row]);
        if (lesson.targets()[row] != Lesson.NONE) {
          all.add(new Saying(lesson, row, told.get(before + lesson.groups()[row] - 1)));
        }
      }
      before += asked;
    }
    return all;
  }

  private boolean isLeftOut(Saying saying, int word) {
    if (word == saying.word()) {
      return false;
    }
    if (shapes.containsKey(saying.word()) && shapes.containsKey(word)) {
      Colour colour = colour(saying);
      return colour != null && Unshown.is(shapes.get(word), colour);
    }
    if (colours.containsKey(saying.word()) && colours.containsKey(word)) {
      Shape shape = shape(saying);
      return shape != null && Unshown.is(shape, colours.get(word));
    }
    return false;
  }

  /** Of the thing whose shape is said; null if nothing tells. */
  private Colour colour(Saying saying) {
    Colour before = colours.get(saying.neighbour(-1));
    Shape said = shapes.get(saying.word());
    return before != null
        ? before
        : saying.told().stream()
            .filter(story -> story.latest().shape() == said)
            .map(story -> story.latest().colour())
            .filter(Objects::nonNull) // where it has no name
            .findFirst()
            .orElse(null);
  }

  /** Of the thing whose colour is said; null if nothing tells. */
  private Shape shape(Saying saying) {
    Shape behind = shapes.get(saying.neighbour(1));
    Colour said = colours.get(saying.word());
    return behind != null
        ? behind
        : saying.told().stream()
            .filter(story -> story.latest().colour() == said || story.before() == said)
            .map(story -> story.latest().shape())
            .filter(Objects::nonNull) // where it has no name
            .findFirst()
            .orElse(null);
  }
}
