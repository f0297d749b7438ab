package dev.vocostream.model.training;

import dev.vocostream.model.training.Recipe.Course;
import dev.vocostream.model.training.Recipe.Practice;
import dev.vocostream.model.training.Recipe.WorldLessons;
import dev.vocostream.model.world.QuestionType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the stages of a recipe must have and may not have. It is asked when the recipe is read: a
 * stage may begin days later.
 */
final class RecipeRules {
  private RecipeRules() {}

  /**
   * @throws IllegalArgumentException naming the stage that lacks what it needs, or has what nothing
   *     would heed
   */
  static void require(List<Course> courses) {
    Set<String> before = new HashSet<>(Set.of(Recipe.START));
    for (Course course : courses) {
      requireHeeded(course);
      if (course.practice() == Practice.ANSWERS) {
        requireExamples(course);
        requireTeacher(course, before);
      }
      if (!before.add(course.stage().name())) {
        throw new IllegalArgumentException(
            "two stages are called '%s', and would be kept in one place: name each differently"
                .formatted(course.stage().name()));
      }
    }
  }

  private static void requireHeeded(Course course) {
    Practice practice = course.practice();
    Stage stage = course.stage();
    boolean needsWorld = practice == Practice.WINDOWS || practice == Practice.ASKED;
    WorldLessons world = course.world();
    if (practice == null) {
      throw unheeded(course, "name a practice");
    }
    if (world != null && world.types() != null) {
      world.types().keySet().forEach(type -> requireType(course, type));
    }
    if (needsWorld && world == null) {
      throw unheeded(course, "have world, had none");
    }
    if (practice != Practice.ASKED && world != null && world.isNameless()) {
      throw unheeded(course, "not be nameless: only ASKED heeds it");
    }
    if (!needsWorld && world != null && world.isExact()) {
      throw unheeded(course, "not be exact: only WINDOWS and ASKED heed it");
    }
    if (world != null) {
      requireTyped(course, world.typedShare());
    }
    boolean taught = course.teacher() != null || stage.isDistilled();
    if (practice != Practice.ANSWERS && (taught || stage.method().recompute())) {
      throw unheeded(course, "have no teacher, alpha 0 and no recompute: only ANSWERS heeds them");
    }
  }

  private static void requireTyped(Course course, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw unheeded(course, "have a share of typed questions from 0 to 1, had " + share);
    }
    boolean asks = course.practice() == Practice.ASKED || course.practice() == Practice.ANSWERS;
    if (share > 0 && !asks) {
      throw unheeded(course, "not be typed: only ANSWERS and ASKED heed it");
    }
  }

  private static void requireType(Course course, String type) {
    if (Arrays.stream(QuestionType.values()).noneMatch(t -> t.name().equalsIgnoreCase(type))) {
      throw unheeded(
          course,
          "ask questions of types that there are, had '%s': %s"
              .formatted(type, Arrays.toString(QuestionType.values())));
    }
  }

  private static IllegalArgumentException unheeded(Course course, String must) {
    return new IllegalArgumentException(
        "stage '%s' practises %s and must %s"
            .formatted(course.stage().name(), course.practice(), must));
  }

  private static void requireExamples(Course course) {
    List<Recipe.Files> files = course.files() == null ? List.of() : course.files();
    boolean unclear = files.stream().anyMatch(f -> (f.pictures() == null) == (f.videos() == null));
    if (unclear || (course.world() == null) == files.isEmpty()) {
      throw new IllegalArgumentException(
          "stage '%s' must have either world, or files with either pictures or videos"
              .formatted(course.stage().name()));
    }
  }

  private static void requireTeacher(Course course, Set<String> before) {
    Stage stage = course.stage();
    if ((course.teacher() != null) != stage.isDistilled()) {
      throw new IllegalArgumentException(
          "stage '%s' must have a teacher and alpha above 0, or neither: had teacher %s and alpha %s"
              .formatted(stage.name(), course.teacher(), stage.alpha()));
    }
    if (course.teacher() != null && !before.contains(course.teacher())) {
      throw new IllegalArgumentException(
          "stage '%s' must be taught by '%s' or by a stage before it, had teacher '%s'"
              .formatted(stage.name(), Recipe.START, course.teacher()));
    }
  }
}
