package dev.vocostream.model.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.world.BlindBound.Arms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BlindBoundTest {
  private static final Questions QUESTIONS =
      Questions.of(split -> new TestWindows(split.ordinal(), 3000, 0));
  private static final Questions OF_SCENES =
      Questions.of(split -> new SceneWindows(11, split, 1000));

  @Test
  void whoSeesNoPictureOrOnlyTheLastLearnsLittleOfRandomWindows() {
    assertBlind(QUESTIONS, split -> new TestWindows(100 + split.ordinal(), 3000, 0));
  }

  @Test
  void whoSeesNoPictureOrOnlyTheLastLearnsLittleOfScenes() {
    assertBlind(OF_SCENES, split -> new SceneWindows(100, split, 1000));
  }

  private static void assertBlind(
      Questions questions, Function<Split, Iterable<List<Moment>>> windows) {
    BlindBound bound = bound(questions, windows);

    assertThat(bound.byType()).as("\n" + bound).hasSize(QuestionType.values().length - 1);
    bound.byType().forEach((type, arms) -> assertBlind(bound, type, arms));
  }

  private static void assertBlind(BlindBound bound, QuestionType type, Arms arms) {
    assertThat(arms.questions()).as("questions: %s\n%s", type, bound).isGreaterThan(800);
    assertThat(arms.blind()).as("blind: %s\n%s", type, bound).isLessThan(arms.commonest() + 0.05);
    if (type.temporal()) {
      assertThat(arms.lastMoment()).as("last moment: %s\n%s", type, bound).isLessThan(0.6);
    }
  }

  @Test
  void whatOnlyTakesALookIsSeenInTheLastMoment() {
    BlindBound bound = bound(QUESTIONS, split -> new TestWindows(100 + split.ordinal(), 500, 0));

    assertThat(bound.byType().get(QuestionType.COLOUR).lastMoment()).isEqualTo(1);
    assertThat(bound.byType().get(QuestionType.WHERE).lastMoment()).isEqualTo(1);
    assertThat(bound.byType().get(QuestionType.EXISTS).lastMoment()).isGreaterThan(0.95);
  }

  private static BlindBound bound(
      Questions questions, Function<Split, Iterable<List<Moment>>> windows) {
    return BlindBound.of(
        questions, windows.apply(Split.TRAIN), Split.HELD_OUT, windows.apply(Split.HELD_OUT));
  }

  @Test
  void isOfTheSplitAndTheWorldThatAreAskedAbout() {
    BlindBound bound = WorldQuestions.blindBound(Split.HELD_OUT, 1, 60);

    assertThat(WorldQuestions.blindBound(Split.HELD_OUT, 1, 60)).isEqualTo(bound);
    assertThat(WorldQuestions.blindBound(Split.HELD_OUT, 2, 60)).isNotEqualTo(bound);
    assertThat(WorldQuestions.blindBound(Split.VALIDATION, 1, 60)).isNotEqualTo(bound);
  }

  @Test
  void nobodyIsAskedAboutTheWindowsThatWereLearntFrom() {
    BlindBound fitted = WorldQuestions.blindBound(Split.TRAIN, World.TRAINING_SEED, 60);

    // sixty windows that were learnt by heart would be known without a look
    assertThat(fitted.byType().get(QuestionType.WHERE).blind()).isLessThan(0.5);
  }

  @Test
  void yesAndNoAreAlikeForEveryThingThatIsNamed() {
    Map<String, int[]> answers =
        answers(
            QUESTIONS,
            new TestWindows(12, 10_000, 1),
            QuestionType.EXISTS,
            draft -> draft.words().get("a"));

    assertThat(answers).hasSizeGreaterThan(13 + 40 + 10);
    assertEven(answers);
  }

  @Test
  void yesAndNoAreAlikeForEveryFormOfMonitor() {
    Iterable<List<Moment>> windows = new SceneWindows(12, Split.TRAIN, 1000);

    assertEven(answers(OF_SCENES, windows, QuestionType.MONITOR, Draft::form));
    assertEven(answers(OF_SCENES, windows, QuestionType.MONITOR_CHANGE, Draft::form));
  }

  private static Map<String, int[]> answers(
      Questions questions,
      Iterable<List<Moment>> windows,
      QuestionType type,
      Function<Draft, String> named) {
    Questions ofType = questions.with(QuestionMix.only(type));
    Map<String, int[]> answers = new HashMap<>();
    RandomGenerator random = new SplittableRandom(3);
    for (List<Moment> window : windows) {
      for (Draft draft : ofType.drafts(window, Split.TRAIN, random, 4)) {
        int[] counts = answers.computeIfAbsent(named.apply(draft), key -> new int[2]);
        counts[draft.answer().equals("yes") ? 0 : 1] += 1;
      }
    }
    return answers;
  }

  private static void assertEven(Map<String, int[]> answers) {
    answers.forEach(
        (named, counts) -> {
          int all = counts[0] + counts[1];
          assertThat(counts[0] / (double) all)
              .as("yes to %s: %s, no: %s", named, counts[0], counts[1])
              .isBetween(0.45 - 2 / Math.sqrt(all), 0.55 + 2 / Math.sqrt(all));
        });
  }
}
