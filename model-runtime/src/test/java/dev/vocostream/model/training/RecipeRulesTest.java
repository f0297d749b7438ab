package dev.vocostream.model.training;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.junit.jupiter.params.provider.ValueSource;

/** What a recipe says is done, or refused when it is read: never passed over. */
class RecipeRulesTest {
  private static final Recipe.WorldLessons WORLD =
      new Recipe.WorldLessons(Map.of(1, 1.0), 4, null, null, null, null);

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
    var nameless = new Recipe.WorldLessons(Map.of(1, 1.0), 4, null, null, true, null);
    assertThatThrownBy(() -> open(practice, nameless, null, Method.PLAIN, 0))
        .hasMessageContaining("stage 'one' practises " + practice)
        .hasMessageContaining("must not be nameless");
  }

  @ParameterizedTest
  @EnumSource(names = {"PATCHES", "FRAMES", "ANSWERS"})
  void refusesExactnessThatAPracticeDoesNotHeed(Practice practice) {
    var exact = new Recipe.WorldLessons(Map.of(1, 1.0), 4, null, true, null, null);
    assertThatThrownBy(() -> open(practice, exact, null, Method.PLAIN, 0))
        .hasMessageContaining("stage 'one' practises " + practice)
        .hasMessageContaining("must not be exact");
  }

  @ParameterizedTest
  @EnumSource(names = {"PATCHES", "FRAMES", "WINDOWS"})
  void refusesTypedQuestionsWhereNoneAreAsked(Practice practice) {
    assertThatThrownBy(() -> open(practice, typed(0.5), null, Method.PLAIN, 0))
        .hasMessageContaining("stage 'one' practises " + practice)
        .hasMessageContaining("must not be typed");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void refusesAShareOfTypedQuestionsThatIsNone(double share) {
    assertThatThrownBy(() -> open(Practice.ASKED, typed(share), null, Method.PLAIN, 0))
        .hasMessageContaining("must have a share of typed questions from 0 to 1, had " + share);
  }

  private static Recipe.WorldLessons typed(double share) {
    return new Recipe.WorldLessons(Map.of(1, 1.0), 4, null, null, null, share);
  }

  @Test
  void refusesAnswersAboutNothing() {
    assertThatThrownBy(() -> open(Practice.ANSWERS, null, null, Method.PLAIN, 0))
        .hasMessageContaining("stage 'one' must have either world, or files");
    assertThatThrownBy(() -> open(null, WORLD, null, Method.PLAIN, 0))
        .hasMessageContaining("must name a practice");
    var unclear = List.of(new Recipe.Files("a.json", "pictures", "videos", 1, null));
    Stage stage = stage("one", Method.PLAIN, 0);
    Course course = new Course(Practice.ANSWERS, null, unclear, null, null, null, null, stage);
    assertThatThrownBy(() -> recipe(course))
        .hasMessageContaining("files with either pictures or videos");
  }

  @Test
  void refusesATeacherThatTeachesNothingAndAlphaWithoutATeacher() {
    assertThatThrownBy(() -> open(Practice.ANSWERS, WORLD, null, Method.PLAIN, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "stage 'one' must have a teacher and alpha above 0, or neither: had teacher null and"
                + " alpha 0.5");
    assertThatThrownBy(() -> open(Practice.ANSWERS, WORLD, Recipe.START, Method.PLAIN, 0))
        .hasMessageContaining("had teacher start and alpha 0.0");
  }

  @Test
  void refusesATeacherThatIsNotThereWhenItsStageBegins() {
    Course first = answers("one", null, 0);
    Course taught = answers("two", "one", 0.5);

    assertThat(recipe(first, taught).stages()).hasSize(2);
    assertThatThrownBy(() -> recipe(taught, first))
        .hasMessage(
            "stage 'two' must be taught by 'start' or by a stage before it, had teacher 'one'");
    assertThatThrownBy(() -> open(Practice.ANSWERS, WORLD, "one", Method.PLAIN, 0.5))
        .hasMessageContaining("had teacher 'one'"); // itself
  }

  @Test
  void refusesTwoStagesOfOneName() {
    Course one = answers("one", null, 0);

    assertThatThrownBy(() -> recipe(one, one)).hasMessageContaining("two stages are called 'one'");
  }

  @Test
  void refusesTypesOfQuestionsThatThereAreNot() {
    var types = new Recipe.WorldLessons(Map.of(1, 1.0), 4, Map.of("colr", 1.0), null, null, null);
    assertThatThrownBy(() -> open(Practice.ASKED, types, null, Method.PLAIN, 0))
        .hasMessageContaining("stage 'one' practises ASKED and must ask questions of types that")
        .hasMessageContaining("had 'colr': [");
  }

  @ParameterizedTest
  @ValueSource(strings = {"world-small", "llava"})
  void theRecipesInTheBoxKeepToThem(String name) {
    assertThat(Recipe.named(name).stages()).isNotEmpty();
  }

  private static void open(
      Practice practice, Recipe.WorldLessons world, String teacher, Method method, double alpha) {
    recipe(
        new Course(practice, world, null, teacher, null, null, null, stage("one", method, alpha)));
  }

  private static Recipe recipe(Course... courses) {
    return new Recipe("mine", "tiny", "mine", 1, List.of(courses));
  }

  private static Course answers(String name, String teacher, double alpha) {
    Stage stage = stage(name, Method.PLAIN, alpha);
    return new Course(Practice.ANSWERS, WORLD, null, teacher, null, null, null, stage);
  }

  private static Stage stage(String name, Method method, double alpha) {
    return new Stage(
        name,
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
  }
}
