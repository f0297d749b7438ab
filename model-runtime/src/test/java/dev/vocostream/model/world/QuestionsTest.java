package dev.vocostream.model.world;

import static dev.vocostream.model.world.QuestionType.CAPTION;
import static dev.vocostream.model.world.QuestionType.EXISTS;
import static dev.vocostream.model.world.QuestionType.MOVED;
import static dev.vocostream.model.world.Split.HELD_OUT;
import static dev.vocostream.model.world.Split.TRAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class QuestionsTest {
  private static final int EACH = 12;
  private static final Questions QUESTIONS =
      Questions.of(split -> new TestWindows(split.ordinal(), 1500, 0))
          .with(QuestionMix.standard().with(CAPTION, 1));
  private static final Questions OF_SCENES =
      Questions.of(split -> new SceneWindows(11, split, 250))
          .with(QuestionMix.standard().with(CAPTION, 1));

  private final RandomGenerator random = new SplittableRandom(5);

  @Test
  void aPictureWithoutAThingIsAskedLittle() {
    List<Moment> nothing = List.of(new Moment(0, List.of()));

    List<Asked> asked = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      asked.addAll(QUESTIONS.about(nothing, TRAIN, random, EACH));
    }

    assertThat(asked).hasSizeLessThan(100 * EACH * 3 / 4);
    assertThat(asked).extracting(Asked::answer).containsOnly("no", "0", "nothing");
  }

  @Test
  void everyAnswerIsTheOnlyRightOneOfRandomWindows() {
    for (List<Moment> window : new TestWindows(21, 2000, 0)) {
      assertRight(QUESTIONS, window);
    }
  }

  @Test
  void everyAnswerIsTheOnlyRightOneOfScenes() {
    for (List<Moment> window : new SceneWindows(21, HELD_OUT, 300)) {
      assertRight(OF_SCENES, window);
    }
  }

  private void assertRight(Questions questions, List<Moment> window) {
    for (Draft draft : questions.drafts(window, HELD_OUT, random, EACH)) {
      String right = new Truth(window, draft.words()).answer(draft.type(), draft.form());
      assertThat(draft.answer()).as("%s of %s", draft, window).isEqualTo(right);
    }
  }

  @Test
  void everyTypeIsAskedOfLongWindows() {
    Set<QuestionType> types = EnumSet.noneOf(QuestionType.class);
    for (List<Moment> window : new TestWindows(3, 50, 8)) {
      QUESTIONS.about(window, TRAIN, random, EACH).forEach(asked -> types.add(asked.type()));
    }

    assertThat(types).containsExactlyInAnyOrder(QuestionType.values());
  }

  @Test
  void ofASingleMomentOnlyImageQuestionsAreAsked() {
    for (List<Moment> window : new TestWindows(4, 200, 1)) {
      List<Asked> asked = QUESTIONS.about(window, TRAIN, random, EACH);

      assertThat(asked).allMatch(question -> !question.type().temporal());
    }
  }

  @Test
  void asManyAreAskedAsAreWantedWhereThereIsAThing() {
    for (List<Moment> window : new SceneWindows(5, TRAIN, 30)) {
      assertThat(OF_SCENES.about(window, TRAIN, random, EACH)).hasSize(EACH);
      assertThat(OF_SCENES.about(window, TRAIN, random, 1)).hasSize(1);
    }
  }

  @Test
  void theSameRandomStateAsksTheSame() {
    Questions again =
        Questions.of(split -> new TestWindows(split.ordinal(), 1500, 0))
            .with(QuestionMix.standard().with(CAPTION, 1));

    assertThat(asked(QUESTIONS, 9)).isEqualTo(asked(again, 9)).isNotEqualTo(asked(again, 10));
  }

  private static List<Asked> asked(Questions questions, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    List<Asked> asked = new ArrayList<>();
    for (List<Moment> window : new TestWindows(6, 20, 0)) {
      asked.addAll(questions.about(window, TRAIN, random, EACH));
    }
    return asked;
  }

  @Test
  void onlyTypesOfTheMixAreAsked() {
    Questions few = QUESTIONS.with(QuestionMix.only(EXISTS, MOVED));
    Set<QuestionType> types = EnumSet.noneOf(QuestionType.class);
    for (List<Moment> window : new TestWindows(7, 50, 8)) {
      few.about(window, TRAIN, random, EACH).forEach(asked -> types.add(asked.type()));
    }

    assertThat(types).containsExactlyInAnyOrder(EXISTS, MOVED);
  }

  @Test
  void questionsAreSentencesAndAnswersAreShortAndLowerCase() {
    for (List<Moment> window : new TestWindows(8, 200, 0)) {
      for (Asked asked : QUESTIONS.about(window, TRAIN, random, EACH)) {
        assertThat(asked.question())
            .matches("[A-Z][^{}A-HJ-Z]*[^ ][?.]")
            .doesNotContain("  ", "null");
        assertThat(asked.answer()).matches("[a-z0-9][a-z0-9, ]*|\\[[0-9.,]+]");
      }
    }
  }

  @Test
  void momentsThatAreNotASecondApartAreRefused() {
    List<Moment> window = List.of(new Moment(0, List.of()), new Moment(0.5, List.of()));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> QUESTIONS.about(window, TRAIN, random, EACH))
        .withMessageContaining("expected 1 second between two, found 0.5 at moment 1");
  }

  @Test
  void aNegativeWeightIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuestionMix.standard().with(MOVED, -1))
        .withMessageContaining("weight of moved questions: expected 0 or more, found -1.0");
  }
}
