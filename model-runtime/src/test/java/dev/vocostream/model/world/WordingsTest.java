package dev.vocostream.model.world;

import static dev.vocostream.model.world.Split.HELD_OUT;
import static dev.vocostream.model.world.Split.TRAIN;
import static dev.vocostream.model.world.Split.VALIDATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.world.Wordings.Wording;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordingsTest {
  @ParameterizedTest
  @EnumSource
  void everyTypeHasManyWordingsAndSomeThatTrainingNeverShows(QuestionType type) {
    assertThat(lines(type, TRAIN)).hasSizeGreaterThanOrEqualTo(16).doesNotHaveDuplicates();
    assertThat(lines(type, VALIDATION)).hasSizeGreaterThanOrEqualTo(4).doesNotHaveDuplicates();
    assertThat(lines(type, HELD_OUT)).hasSizeGreaterThanOrEqualTo(4).doesNotHaveDuplicates();
    assertThat(lines(type, TRAIN))
        .doesNotContainAnyElementsOf(lines(type, VALIDATION))
        .doesNotContainAnyElementsOf(lines(type, HELD_OUT));
    assertThat(lines(type, VALIDATION)).doesNotContainAnyElementsOf(lines(type, HELD_OUT));
  }

  @ParameterizedTest
  @EnumSource
  void whatTrainingNeverShowsIsSaidInWordsItShows(QuestionType type) {
    Set<String> known = words(type, TRAIN);

    assertThat(known).containsAll(words(type, VALIDATION)).containsAll(words(type, HELD_OUT));
  }

  @ParameterizedTest
  @EnumSource
  void allWordingsOfAFormSayTheSameThings(QuestionType type) {
    Wordings.all()
        .of(type, TRAIN)
        .forEach(
            (form, wordings) -> {
              Set<String> said = placeholders(wordings.get(0));
              for (Split split : Split.values()) {
                assertThat(Wordings.all().of(type, split).get(form))
                    .as("%s %s of %s", type, form, split)
                    .isNotEmpty()
                    .allSatisfy(wording -> assertThat(placeholders(wording)).isEqualTo(said));
              }
            });
  }

  @Test
  void allQuestionsTogetherUseFewWords() {
    Set<String> all = new TreeSet<>();
    for (QuestionType type : QuestionType.values()) {
      all.addAll(words(type, TRAIN));
    }

    assertThat(all).hasSizeLessThan(200);
  }

  private static List<String> lines(QuestionType type, Split split) {
    return wordings(type, split).map(Wording::line).toList();
  }

  private static Stream<Wording> wordings(QuestionType type, Split split) {
    return Wordings.all().of(type, split).values().stream().flatMap(List::stream);
  }

  /** Words but for placeholders; those that begin a sentence may stand anywhere. */
  private static Set<String> words(QuestionType type, Split split) {
    return wordings(type, split)
        .flatMap(
            wording -> Arrays.stream(wording.line().replaceAll("\\{.*?}", " ").split("[ ?.,]+")))
        .map(String::toLowerCase)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** During says when, in other words. */
  private static Set<String> placeholders(Wording wording) {
    Set<String> placeholders = new TreeSet<>();
    for (int i = 1; i < wording.parts().size(); i += 2) {
      placeholders.add(wording.parts().get(i).replace("during", "when"));
    }
    return placeholders;
  }
}
