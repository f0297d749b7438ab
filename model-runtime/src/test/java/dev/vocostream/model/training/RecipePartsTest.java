package dev.vocostream.model.training;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.training.Recipe.Course;
import dev.vocostream.model.training.Recipe.Practice;
import dev.vocostream.model.training.Stage.Method;
import dev.vocostream.model.training.Stage.Part;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a recipe says is done or refused, never passed over. */
class RecipePartsTest {
  private static final Recipe.WorldLessons WORLD =
      new Recipe.WorldLessons(Map.of(1, 1.0), 4, null, null, null);

  private final RecipeParts parts =
      new RecipeParts(new Recipe("mine", "tiny", "mine", 1, List.of()), null);

  @ParameterizedTest
  @EnumSource(names = {"WINDOWS", "ASKED"})
  void refusesQuestionsAboutAWorldThatIsNotThere(Practice practice) {
    assertThatThrownBy(() -> open(practice, null, null, Method.PLAIN, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stage 'one' practises " + practice + " and must have world");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ANSWERS")
  void refusesWhatAPracticeDoesNotHeed(Practice practice) {
    String refusal = "must have no teacher, alpha 0 and no recompute";
    assertThatThrownBy(() -> open(practice, WORLD, "base", Method.PLAIN, 0))
        .hasMessageContaining(refusal);
    assertThatThrownBy(() -> open(practice, WORLD, null, Method.PLAIN, 1))
        .hasMessageContaining(refusal);
    Method recompute = new Method(null, null, true, false, null);
    assertThatThrownBy(() -> open(practice, WORLD, null, recompute, 0))
        .hasMessageContaining(refusal);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ASKED")
  void refusesHintsThatAPracticeDoesNotGive(Practice practice) {
    var nameless = new Recipe.WorldLessons(Map.of(1, 1.0), 4, null, null, true);
    assertThatThrownBy(() -> open(practice, nameless, null, Method.PLAIN, 0))
        .hasMessageContaining("stage 'one' practises " + practice)
        .hasMessageContaining("must not be nameless");
  }

  @ParameterizedTest
  @EnumSource(names = {"PATCHES", "FRAMES", "ANSWERS"})
  void refusesExactnessThatAPracticeDoesNotHeed(Practice practice) {
    var exact = new Recipe.WorldLessons(Map.of(1, 1.0), 4, null, true, null);
    assertThatThrownBy(() -> open(practice, exact, null, Method.PLAIN, 0))
        .hasMessageContaining("stage 'one' practises " + practice)
        .hasMessageContaining("must not be exact");
  }

  @Test
  void refusesAnswersAboutNothing() {
    assertThatThrownBy(() -> open(Practice.ANSWERS, null, null, Method.PLAIN, 0))
        .hasMessageContaining("stage 'one' must have world, or files");
  }

  private void open(
      Practice practice, Recipe.WorldLessons world, String teacher, Method method, double alpha)
      throws Exception {
    Stage stage =
        new Stage(
            "one",
            List.of(Part.DECODER),
            List.of(WindowForm.compressed(1)),
            1,
            1,
            1e-3,
            0,
            0,
            1,
            alpha,
            1,
            method);
    parts.objective(
        new Course(practice, world, null, teacher, null, null, null, stage), null, null);
  }
}
