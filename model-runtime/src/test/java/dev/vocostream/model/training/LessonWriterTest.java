package dev.vocostream.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.Compute;
import dev.vocostream.model.Prompt.Turn;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.text.PromptTemplate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fits into a model's context is text and the window before it, not text alone. */
class LessonWriterTest {
  private static final Turn TURN = new Turn("Is the door open?", "no");

  private final Student student = Student.load(Checkpoints.tiny(), Compute.cpu());
  private final PromptTemplate template = student.template();
  private final int text = writer(10_000).write(example(0, TURN)).length();

  @AfterEach
  void close() {
    student.close();
  }

  /** Ten rows of a window for each frame. */
  private LessonWriter writer(int positions) {
    return new LessonWriter(template, positions, frames -> 10 * frames);
  }

  private static Example example(int frames, Turn... turns) {
    List<RgbImage> pictures = Collections.nCopies(frames, Checkpoints.picture(1, 9, 9));
    return new Example(pictures, List.of(turns), true);
  }

  @Test
  void theWindowCountsAsWell() {
    assertThat(writer(text + 20).write(example(2, TURN)).length()).isEqualTo(text);
    assertThatThrownBy(() -> writer(text + 20).write(example(3, TURN)))
        .isInstanceOf(BadExampleException.class)
        .hasMessageContaining(
            "must fit into %d tokens, had 30 of 3 frames and %d of text", text + 20, text);
  }

  @Test
  void questionsThatAreBlindToEachOtherStandInTheSamePlaces() {
    assertThat(writer(text + 10).write(example(1, TURN, TURN, TURN)).length()).isGreaterThan(text);
  }

  @Test
  void aWindowIsAsLongAsTheFormThatShowsMost() {
    List<WindowForm> forms = List.of(WindowForm.compressed(2), new WindowForm(3, 1));
    int vision = student.config().vision().tokens() + template.behindFrame(3).length;
    int most = student.config().decoder().maxPositions();
    int frames = 1 + (most - vision - text) / 3;

    assertThat(LessonWriter.of(student, forms).write(example(frames, TURN)).length())
        .isEqualTo(text);
    assertThatThrownBy(() -> LessonWriter.of(student, forms).write(example(frames + 1, TURN)))
        .isInstanceOf(BadExampleException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "\u200b", "\ufeff \u2060"})
  void refusesAnAnswerOfWhichNothingIsLeft(String answer) {
    Turn turn = new Turn("Is the door open?", answer);
    for (Example example : List.of(example(1, TURN, turn), example(1, turn).inPlain())) {
      assertThatThrownBy(() -> writer(10_000).write(example))
          .isInstanceOf(BadExampleException.class)
          .hasMessage("the answer to 'Is the door open?' must have words, was empty");
    }
  }

  @Test
  void aCaptionStandsAloneAndAllOfItIsLearnt() {
    Example plain = example(1, new Turn("Describe it.", "A gate."));
    Lesson lesson = writer(100).write(plain.inPlain());

    long[] caption = template.caption("A gate.");
    int before = template.beforeCaption().length;
    assertThat(lesson.length()).isEqualTo(before + caption.length);
    assertThat(Arrays.stream(lesson.targets()).filter(target -> target != Lesson.NONE).toArray())
        .isEqualTo(Arrays.stream(caption).mapToInt(id -> (int) id).toArray());
    assertThatThrownBy(() -> writer(100).write(example(0, TURN).inPlain()))
        .hasMessageContaining("had 0 frames and 1 answers");
  }
}
