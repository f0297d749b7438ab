package dev.vocostream.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LessonTest {
  private static final int NONE = Lesson.NONE;

  /** Two questions behind a beginning of two rows; the second has an answer of two words. */
  private static final Lesson LESSON =
      new Lesson(
          List.of(),
          new int[] {1, 2, 11, 12, 13, 21, 22, 23, 24},
          new int[] {0, 1, 2, 3, 4, 2, 3, 4, 5},
          new int[] {0, 0, 1, 1, 1, 2, 2, 2, 2},
          new int[] {NONE, NONE, NONE, 13, NONE, NONE, 23, 24, NONE});

  @Test
  void questionsComeApartWithTheBeginningEach() {
    List<Lesson> apart = LESSON.apart();

    assertThat(apart).hasSize(2);
    assertThat(apart.get(1).ids()).containsExactly(1, 2, 21, 22, 23, 24);
    assertThat(apart.get(1).places()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(apart.get(1).groups()).containsExactly(0, 0, 2, 2, 2, 2);
    assertThat(apart.get(1).targets()).containsExactly(NONE, NONE, NONE, 23, 24, NONE);
  }

  @Test
  void knowsWhereQuestionsEnd() {
    assertThat(LESSON.askedRows()).containsExactly(3, 6);
    assertThat(LESSON.apart().get(1).questionRows()).containsExactly(2, 3);
  }

  @Test
  void growsByWhatIsSaid() {
    Lesson asked = Lesson.beginning(new long[] {5, 6}).asking();

    Lesson longer = asked.saying(7);

    assertThat(longer.ids()).containsExactly(5, 6, 7);
    assertThat(longer.places()).containsExactly(0, 1, 2);
    assertThat(longer.targets()).containsExactly(NONE, NONE, 0);
  }

  @Test
  void theMeanOfAQuestionLeavesTheAnswerOut() {
    LessonBatch batch = new LessonBatch(LESSON.apart(), 0);

    assertThat(batch.rows()).isEqualTo(6);
    assertThat(batch.meanOfQuestions())
        .containsExactly(0, 0, 0.5f, 0.5f, 0, 0, 0, 0, 0.5f, 0.5f, 0, 0);
  }
}
