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
   * @param seconds of the window, its newest included
   */
  record Question(int seconds, Asked asked) {}

  DemoQuestions(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** How many there are. */
  static int count() {
    return TYPES.size();
  }

  /**
   * @param number counted from zero
   * @param second the newest that is remembered, since the camera began; a fraction of one is when
   *     its frames are taken
   */
  Question ask(int number, DemoScene scene, double second) {
    QuestionType type = TYPES.get(number);
    int seconds = type.temporal() ? Math.min(SECONDS, (int) second + 1) : 1;
    List<Moment> moments = new ArrayList<>();
    for (int before = seconds - 1; before >= 0; before--) {
      moments.add(scene.moment(second - before));
    }
    var questions = WorldQuestions.of(QuestionMix.only(type));
    for (int i = 0; i < TRIES; i++) {
      List<Asked> asked = questions.about(moments, Split.HELD_OUT, random, 1);
      if (!asked.isEmpty()) {
        return new Question(seconds, asked.get(0));
      }
    }
    throw new IllegalStateException(
        "nothing of type %s can be asked of the %d seconds to %.1f"
            .formatted(type.word(), seconds, second));
  }
}
