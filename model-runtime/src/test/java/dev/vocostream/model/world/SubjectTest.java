package dev.vocostream.model.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SubjectTest {
  private static final Seen STAR = new Seen(0, Shape.STAR, Colour.RED, Size.SMALL, 0.1, 0.1, 0.08);
  private static final Seen CROSS =
      new Seen(1, Shape.CROSS, Colour.RED, Size.LARGE, 0.5, 0.1, 0.08);
  private static final Seen CIRCLE =
      new Seen(2, Shape.CIRCLE, Colour.BLUE, Size.LARGE, 0.9, 0.9, 0.08);

  @Test
  void isWhatTheWordsFit() {
    assertThat(about(QuestionType.COUNT, "How many red things are there?"))
        .containsExactly(STAR, CROSS);
    assertThat(about(QuestionType.COUNT, "Count the crosses.")).containsExactly(CROSS);
    assertThat(about(QuestionType.COLOUR, "What colour is the large circle?"))
        .containsExactly(CIRCLE);
    assertThat(about(QuestionType.EXISTS, "Is there a blue star?")).isEmpty();
  }

  @Test
  void isEverythingIfNothingIsNamed() {
    assertThat(about(QuestionType.ENTERED, "What came in?")).containsExactly(STAR, CROSS, CIRCLE);
  }

  @Test
  void isAtAPlaceOfThePresent() {
    assertThat(about(QuestionType.COLOUR, "What colour is the thing at the top?"))
        .containsExactly(CROSS);
    assertThat(about(QuestionType.COLOUR, "What colour is the thing at the top left?"))
        .containsExactly(STAR);
    // what was there may be elsewhere now
    assertThat(about(QuestionType.BEFORE, "What was at the top 2 seconds ago?"))
        .containsExactly(STAR, CROSS, CIRCLE);
  }

  @Test
  void isWhatABoxHolds() {
    String box = BoxAsker.box(CIRCLE);
    assertThat(about(QuestionType.REFER, "What is in " + box + "?")).containsExactly(CIRCLE);
  }

  private static List<Seen> about(QuestionType type, String question) {
    Subject subject = Subject.of(new Asked(type, question, "any"));
    return List.of(STAR, CROSS, CIRCLE).stream().filter(subject::fits).toList();
  }
}
