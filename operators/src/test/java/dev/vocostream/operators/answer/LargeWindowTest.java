package dev.vocostream.operators.answer;

import static dev.vocostream.operators.Fixtures.image;
import static dev.vocostream.operators.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.FakeModel;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.state.Thinning;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A window that would hold more than all windows may. */
class LargeWindowTest extends CameraMemoryTest {
  private static final int ROOM = 40;

  @Test
  void isReadInFewerFramesAndSaysSo() throws Exception {
    harness.close();
    harness = smallWindows();
    harness.open();
    harness.setProcessingTime(START);
    harness.remember("yard", LongStream.range(START, START + 60).toArray());
    harness.ask(question("q", null, "yard"));
    CameraAnswer answer = harness.theAnswer();
    assertThat(answer.window().frames()).isEqualTo(ROOM);
    assertThat(answer.window().remembered()).isEqualTo(60);
    assertThat(answer.text()).endsWith(FakeModel.checksum(image("yard", START + 59)));
  }

  private CameraMemoryHarness smallWindows() throws Exception {
    AnswerSettings usual =
        CameraMemoryHarness.settings(List.of("yard"), source.fingerprint(), Thinning.NONE, false);
    AnswerSettings small =
        new AnswerSettings(
            usual.cameras(),
            usual.deadlines(),
            usual.maxOpen(),
            usual.maxInFlight(),
            (long) ROOM * FakeModel.BYTES_PER_TOKEN,
            usual.staleAfter(),
            usual.statusEvery(),
            usual.fingerprint(),
            usual.thinning(),
            usual.eraseWithin(),
            usual.camerasSpeak());
    return new CameraMemoryHarness(new CameraMemory(small, source), 1, 0);
  }
}
