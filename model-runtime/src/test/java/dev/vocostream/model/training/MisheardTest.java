package dev.vocostream.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Compute;
import dev.vocostream.model.Prompt.Turn;
import dev.vocostream.model.weights.BundledModel;
import dev.vocostream.model.world.Colour;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MisheardTest {
  private static final String ANSWER = "small yellow circle";

  @TempDir static Path directory;
  private static Student student;

  @BeforeAll
  static void load() throws IOException {
    Path model = directory.resolve("model");
    BundledModel.write(model);
    student = Student.load(model, Compute.cpu());
  }

  @AfterAll
  static void close() {
    student.close();
  }

  @Test
  void aShapeIsSaidBehindAnyColour() {
    Set<String> heard = new HashSet<>();
    int asSaid = 0;
    for (int i = 0; i < 400; i++) {
      String answer = heardAnswer(of(lesson("What is at %d now?".formatted(i), ANSWER)));
      heard.add(answer);
      asSaid += answer.equals(ANSWER) ? 1 : 0;
    }
    assertThat(heard).contains("small green circle", "small red circle");
    assertThat(heard).hasSize(Colour.values().length);
    assertThat(asSaid).isBetween(175, 275); // half, and one of eight of the other half
  }

  @Test
  void whatIsToBeSaidStays() {
    Lesson lesson = lesson("What is in the box?", ANSWER);
    assertThat(of(lesson).targets()).containsExactly(lesson.targets());
  }

  /** A question's words mean what they say, and behind a colour alone nothing is to be read off. */
  @Test
  void allElseIsHeardAsItIs() {
    for (int i = 0; i < 50; i++) {
      String question = "%d: is the green circle left of the red star?".formatted(i);
      for (String answer : List.of("red", "circle", "yes")) {
        Lesson lesson = lesson(question, answer);
        assertThat(of(lesson).ids()).containsExactly(lesson.ids());
      }
    }
  }

  @Test
  void theSameLessonIsHeardTheSameEachTime() {
    Lesson lesson = lesson("Which thing was first?", "green star");
    assertThat(of(lesson).ids()).containsExactly(of(lesson).ids());
  }

  private static Lesson of(Lesson lesson) {
    return new Misheard(student.template()).of(lesson);
  }

  private static Lesson lesson(String question, String answer) {
    Example example = new Example(List.of(), List.of(new Turn(question, answer)), true);
    return LessonWriter.of(student, List.of()).write(example);
  }

  /** What is heard of the answer, without its end. */
  private static String heardAnswer(Lesson lesson) {
    int[] asked = lesson.askedRows();
    List<Long> heard = new ArrayList<>();
    Arrays.stream(lesson.ids(), asked[0] + 1, lesson.length()).forEach(id -> heard.add((long) id));
    return student.text(heard);
  }
}
