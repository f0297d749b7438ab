package dev.vocostream.model.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TypedTest {
  private static final String WISH = "Give me a box around the red star.";
  private static final Questions WORDED =
      Questions.of(split -> new SceneWindows(11, split, 250))
          .with(QuestionMix.standard().with(QuestionType.CAPTION, 1));

  @Test
  void isSmallOrUnmarkedOrPolite() {
    assertThat(all("How many things are there?", Split.TRAIN))
        .contains(
            "how many things are there?",
            "How many things are there",
            "how many things are there, please?",
            "Hello, how many things are there?",
            "can you tell me, how many things are there")
        .doesNotContain("How many things are there?");
    assertThat(all(WISH, Split.TRAIN))
        .contains(
            "please give me a box around the red star",
            "Can you give me a box around the red star?",
            "Give me a box around the red star, please.")
        .doesNotContain(WISH, "Can you give me a box around the red star.");
  }

  @ParameterizedTest
  @EnumSource(names = {"VALIDATION", "HELD_OUT"})
  void isPoliteInOtherWaysThanTrainingButInItsWords(Split split) {
    Set<String> polite = all(WISH, split);
    polite.removeIf(typed -> typed.length() <= WISH.length());

    assertThat(polite).hasSizeGreaterThan(6).doesNotContainAnyElementsOf(all(WISH, Split.TRAIN));
    assertThat(words(polite)).isSubsetOf(words(all(WISH, Split.TRAIN)));
  }

  @Test
  void isAboutTheSameThings() {
    SplittableRandom random = new SplittableRandom(4);
    int asked = 0;
    for (List<Moment> window : new SceneWindows(21, Split.TRAIN, 200)) {
      List<Seen> seen = window.stream().flatMap(moment -> moment.seen().stream()).toList();
      for (Asked worded : WORDED.about(window, Split.TRAIN, random, 12)) {
        String question = Typed.of(worded.question(), Split.TRAIN, random);
        Subject subject = Subject.of(new Asked(worded.type(), question, worded.answer()));
        assertThat(seen.stream().filter(subject::fits))
            .as(question)
            .isEqualTo(seen.stream().filter(Subject.of(worded)::fits).toList());
        asked++;
      }
    }
    assertThat(asked).isGreaterThan(2_000);
  }

  @Test
  void isAShareOfTheQuestionsAndOfTheAnswersNone() {
    List<Asked> worded = new ArrayList<>();
    List<Asked> half = new ArrayList<>();
    List<Asked> all = new ArrayList<>();
    long seed = 0;
    for (List<Moment> window : new SceneWindows(21, Split.TRAIN, 200)) {
      seed++;
      worded.addAll(about(WORDED, window, seed));
      half.addAll(about(WORDED.typed(0.5), window, seed));
      all.addAll(about(WORDED.typed(1), window, seed));
    }

    assertThat(answers(half)).isEqualTo(answers(worded)).isEqualTo(answers(all));
    assertThat(asWorded(worded)).isEqualTo(1);
    assertThat(asWorded(half)).isBetween(0.45, 0.62); // some "Can you ..?" pass for worded
    assertThat(asWorded(all)).isLessThan(0.2);
  }

  private static List<Asked> about(Questions questions, List<Moment> window, long seed) {
    return questions.about(window, Split.TRAIN, new SplittableRandom(seed), 12);
  }

  private static List<String> answers(List<Asked> asked) {
    return asked.stream().map(Asked::answer).toList();
  }

  /** The share that the world might have worded so. */
  private static double asWorded(List<Asked> asked) {
    return asked.stream()
            .map(Asked::question)
            .filter(q -> q.matches("[A-Z].*[.?]"))
            .filter(q -> !q.matches(".*([Pp]lease|Hello|me, ).*"))
            .count()
        / (double) asked.size();
  }

  private static Set<String> all(String worded, Split split) {
    SplittableRandom random = new SplittableRandom(3);
    Set<String> all = new TreeSet<>();
    for (int i = 0; i < 2_000; i++) {
      all.add(Typed.of(worded, split, random));
    }
    return all;
  }

  private static Set<String> words(Set<String> questions) {
    return questions.stream()
        .flatMap(question -> Arrays.stream(question.split("[ ?.,:]+")))
        .map(String::toLowerCase)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
