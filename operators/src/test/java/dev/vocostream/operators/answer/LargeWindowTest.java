package dev.vocostream.operators.answer;

import static dev.vocostream.operators.Fixtures.image;
import static dev.vocostream.operators.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.FakeModel;
import dev.vocostream.operators.CameraAnswer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A window that would hold more than all windows may. */
class LargeWindowTest extends CameraMemoryTest {
  private static final int ROOM = 40;

  @Test
  void isReadInFewerFramesAndSaysSo() throws Exception {
    reopen(CameraMemoryHarness.DEADLINES, (long) ROOM * FakeModel.BYTES_PER_TOKEN);
    harness.remember("yard", LongStream.range(START, START + 60).toArray());
    harness.ask(question("q", null, "yard"));
    CameraAnswer answer = harness.theAnswer();
    assertThat(answer.window().frames()).isEqualTo(ROOM);
    assertThat(answer.window().remembered()).isEqualTo(60);
    assertThat(answer.text()).endsWith(FakeModel.checksum(image("yard", START + 59)));
  }
}
