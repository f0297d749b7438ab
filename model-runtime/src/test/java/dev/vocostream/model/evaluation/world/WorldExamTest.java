package dev.vocostream.model.evaluation.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.world.Asked;
import dev.vocostream.model.world.QuestionType;
import org.junit.jupiter.api.Test;

class WorldExamTest {
  private static final Asked COLOUR =
      new Asked(QuestionType.COLOUR, "What colour is the star?", "red");
  private static final Asked BOX =
      new Asked(QuestionType.BOX, "Where exactly is the star?", "[0.20,0.20,0.40,0.40]");

  @Test
  void wordsMustBeTheExpectedOnes() {
    assertThat(WorldExam.isRight(COLOUR, "red")).isTrue();
    assertThat(WorldExam.isRight(COLOUR, "dark red")).isFalse();
  }

  @Test
  void aBoxMustCoverMoreThanHalf() {
    assertThat(WorldExam.isRight(BOX, "[0.21,0.20,0.40,0.41]")).isTrue();
    assertThat(WorldExam.isRight(BOX, "[0.20,0.20,0.40,0.30]")).isFalse(); // exactly half
    assertThat(WorldExam.isRight(BOX, "[0.60,0.60,0.80,0.80]")).isFalse();
  }

  @Test
  void whatIsNoBoxIsWrong() {
    assertThat(WorldExam.isRight(BOX, "top left")).isFalse();
    assertThat(WorldExam.isRight(BOX, "")).isFalse();
  }
}
