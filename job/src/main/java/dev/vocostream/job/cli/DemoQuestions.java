package dev.vocostream.job.cli;

import dev.vocostream.model.world.Asked;
import dev.vocostream.model.world.Moment;
import dev.vocostream.model.world.QuestionMix;
import dev.vocostream.model.world.QuestionType;
import dev.vocostream.model.world.Split;
import dev.vocostream.model.world.WorldQuestions;
import dev.vocostream.operators.decode.DemoScene;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What the demo asks by itself: of each kind one, about seconds that have just passed. The truth is
 * known, because the scene was drawn.
 */
final class DemoQuestions {
  private static final List<QuestionType> TYPES =
      List.of(
          QuestionType.COUNT,
          QuestionType.COLOUR,
          QuestionType.WHERE,
          QuestionType.EXISTS,
          QuestionType.MOVED,
          QuestionType.SHAPE,
          QuestionType.ENTERED,
          QuestionType.SIZE,
          QuestionType.LEFT,
          QuestionType.MONITOR_CHANGE);
  private static final int SECONDS = 6; // of a window that is about what happened
  private static final int TRIES = 200;

  private final SplittableRandom random;

  /**
   * A question and what it is about.
   *
   * @param from first second of the window, since the camera began
   * @param to last second of it
   */
  record Question(int from, int to, Asked asked) {}

  DemoQuestions(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** How many there are. */
  static int count() {
    return TYPES.size();
  }

  /**
   * @param number counted from zero
   * @param second the newest that is remembered, since the camera began
   */
  Question ask(int number, DemoScene scene, int second) {
    QuestionType type = TYPES.get(number);
    int from = type.temporal() ? Math.max(0, second - SECONDS + 1) : second;
    List<Moment> moments = new ArrayList<>();
    for (int at = from; at <= second; at++) {
      moments.add(scene.moment(at));
    }
    var questions = WorldQuestions.of(QuestionMix.only(type));
    for (int i = 0; i < TRIES; i++) {
      List<Asked> asked = questions.about(moments, Split.HELD_OUT, random, 1);
      if (!asked.isEmpty()) {
        return new Question(from, second, asked.get(0));
      }
    }
    throw new IllegalStateException(
        "nothing of type %s can be asked of seconds %d to %d".formatted(type.word(), from, second));
  }
}
