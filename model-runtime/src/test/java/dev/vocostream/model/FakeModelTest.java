package dev.vocostream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FakeModelTest {
  private static final RgbImage BLACK = new RgbImage(2, 1, new byte[6]);
  private static final RgbImage WHITE = new RgbImage(1, 1, new byte[] {-1, -1, -1});
  private static final Prompt QUESTION = new Prompt("what?", List.of(), Prompt.Form.TEXT, 8);
  private static final Prompt YES_NO = new Prompt("bright?", List.of(), Prompt.Form.YES_NO, 1);

  private final FakeModel model = new FakeModel();

  @Test
  void saysWhatItSawInTheOrderOfTheWindow() {
    List<Activations> window = model.compress(List.of(WHITE, BLACK));

    assertThat(model.answer(QUESTION, window).text())
        .isEqualTo("saw 2: " + FakeModel.checksum(WHITE) + "," + FakeModel.checksum(BLACK))
        .isEqualTo(FakeModel.answerTo(List.of(WHITE, BLACK)));
  }

  @Test
  void recognisesATruncatedFrame() {
    Activations frame = model.compress(List.of(WHITE)).get(0).truncate(1);

    assertThat(FakeModel.checksum(frame)).isEqualTo(FakeModel.checksum(WHITE));
  }

  @Test
  void saysYesToTheDegreeTheWindowIsBright() {
    List<Activations> window = model.compress(List.of(WHITE, BLACK, WHITE));

    Reply reply = model.answer(YES_NO, window);

    assertThat(reply.probability()).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(reply.text()).isEqualTo("yes");
  }

  @Test
  void failsAfterAsManyCallsAsItWasToldAndCountsThem() {
    model.failAfter(1);
    model.compress(List.of(WHITE, BLACK));

    assertThatThrownBy(() -> model.compress(List.of(WHITE)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(model.calls()).isEqualTo(2);
    assertThat(model.batchSizes()).containsExactly(2);
  }
}
